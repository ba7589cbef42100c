import { describe, expect, test } from 'vitest';
import { checkDefinition, checkOffers } from '../../functions/domain/campaign/check-definition.ts';
import { definitionSchema, type CampaignDefinition } from '../../functions/domain/campaign/definition.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { nextPassAfter } from '../../functions/domain/campaign/next-pass.ts';
import { readyMade, riskCampaign } from '../../functions/domain/campaign/ready-made.ts';

describe('a ready-made campaign', () => {
  test.each(readyMade.map(({ id, definition }) => [id, definition] as const))(
    '%s makes sense and speaks both languages',
    (_id, definition) => {
      expect(definitionSchema.parse(definition)).toEqual(definition);
      expect(checkDefinition(definition)).toEqual([]);
      expect(checkOffers(definition, shippedEdition.offers)).toEqual([]);
      for (const step of definition.steps) {
        if (step.do === 'mail')
          for (const { texts } of step.variants) expect(texts['zh-Hans'].subject).toMatch(/\p{Script=Han}/u);
        if (step.do === 'ask' || step.do === 'offer')
          expect(step.texts['zh-Hans'].subject).toMatch(/\p{Script=Han}/u);
      }
    },
  );

  test('there is one for each occasion', () => {
    expect(readyMade.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'risk',
        'risk-rises',
        'gone-silent',
        'tier-falls',
        'promise-broken',
        'birthday',
        'anniversary',
        'contract-ending',
        'dormant',
        'win-back',
        'watch-list',
        'festival-spring-festival',
      ]),
    );
    expect(new Set(readyMade.map(({ id }) => id)).size).toBe(readyMade.length);
  });
});

describe('a campaign that makes no sense is refused', () => {
  const base = riskCampaign(0.5, 0.1);
  const [mail] = base.steps;
  const problems = (more: Partial<CampaignDefinition>) =>
    checkDefinition({ ...base, ...more }).map(({ path, message }) => `${path} ${message}`);

  test('for a segment that asks a field we do not have', () => {
    expect(problems({ segment: { field: 'riks', op: '>=', value: 0.5 } })).toEqual([
      expect.stringMatching(/^segment\.field .*did you mean risk\?/),
    ]);
  });

  test('for a way that leads nowhere, back, or to an answer nobody can give', () => {
    const branch = {
      id: 'b',
      do: 'branch' as const,
      cases: [{ answer: { step: 'risk-mail', is: 'yes' }, go: 'nowhere' }, { go: 'risk-mail' }],
      otherwise: 'risk-mail',
    };
    expect(problems({ steps: [mail!, branch] })).toEqual([
      'steps.1.otherwise leads back to "risk-mail"; a campaign goes forward only',
      'steps.1.cases.0.go there is no step "nowhere"',
      'steps.1.cases.0.answer no step "risk-mail" asks for "yes"',
      'steps.1.cases.1 needs one of "answer", "offer" and "rule"',
    ]);
  });

  test('for shares that are not whole, and steps of one name', () => {
    const half = mail?.do === 'mail' ? { ...mail, variants: [{ ...mail.variants[0]!, share: 0.5 }] } : mail!;
    expect(problems({ steps: [half, mail!] })).toEqual([
      'steps.1.id "risk-mail" is there twice',
      'steps.0.variants the shares add up to 0.5, not 1',
    ]);
    expect(problems({ steps: [{ id: 'w', do: 'wait', days: 1 }] })[0]).toContain('nothing is done');
  });
});

describe('when everybody is looked at next', () => {
  const daily = { trigger: { when: 'daily', at: '06:00' } } as const;

  test('is the next such time of day in the firm, on the day of a clock change too', () => {
    expect(nextPassAfter(daily, '2026-03-28T12:00:00.000Z', 'Europe/London')).toBe(
      '2026-03-29T05:00:00.000Z',
    );
    expect(nextPassAfter(daily, '2026-03-29T05:00:00.000Z', 'Europe/London')).toBe(
      '2026-03-30T05:00:00.000Z',
    );
    expect(nextPassAfter(daily, '2026-03-03T01:00:00.000Z', 'Asia/Shanghai')).toBe(
      '2026-03-03T22:00:00.000Z',
    );
  });

  test('is so many days before a festival, by the moon where it goes by the moon', () => {
    const trigger = { when: 'festival', festival: 'mid-autumn', daysBefore: 3, at: '09:00' } as const;
    expect(nextPassAfter({ trigger }, '2026-03-03T00:00:00.000Z', 'Asia/Shanghai')).toBe(
      '2026-09-22T01:00:00.000Z',
    );
    expect(nextPassAfter({ trigger }, '2026-09-22T01:00:00.000Z', 'Asia/Shanghai')).toBe(
      '2027-09-12T01:00:00.000Z',
    );
    expect(nextPassAfter({ trigger }, '2040-01-01T00:00:00.000Z', 'Asia/Shanghai')).toBeUndefined();
    expect(nextPassAfter({ trigger: { when: 'asked' } }, '2026-03-03T00:00:00.000Z', 'UTC')).toBeUndefined();
  });
});

describe('an offer of a campaign', () => {
  const offering = (step: object): CampaignDefinition =>
    definitionSchema.parse({
      ...riskCampaign(0.5, 0.1),
      steps: [{ id: 'o', do: 'offer', texts: textsOf(riskCampaign(0.5, 0.1)), ...step }],
    });
  const textsOf = ({ steps: [first] }: CampaignDefinition) =>
    first?.do === 'mail' ? first.variants[0]?.texts : undefined;

  test('is named or left to the policy, not both and not neither', () => {
    for (const step of [{}, { offers: ['pause'], choose: true }])
      expect(checkDefinition(offering(step))).toEqual([
        { path: 'steps.0', message: 'needs either "offers" (ids of the catalogue) or "choose": true' },
      ]);
    expect(checkDefinition(offering({ choose: true }))).toEqual([]);
  });

  test('is one of the catalogue, and one that the catalogue allows to campaigns', () => {
    const named = offering({ offers: ['pause', 'voucher', 'yacht'] });
    expect(
      checkOffers(named, shippedEdition.offers).map(({ path, message }) => `${path} ${message}`),
    ).toEqual([
      'steps.0.offers.1 the catalogue keeps "voucher" for complaints: add "campaign" to its categories',
      'steps.0.offers.2 the catalogue has no offer "yacht"',
    ]);
    expect(checkOffers(offering({ choose: true }), [])).toHaveLength(1);
  });

  test('is asked for in a branch by the step that makes it', () => {
    const [offer] = offering({ choose: true }).steps;
    const branch = {
      ...{ id: 'b', do: 'branch' as const, otherwise: 'e' },
      cases: [{ offer: { step: 'nothing', is: 'accepted' as const }, go: 'e' }],
    };
    const steps = [...(offer ? [offer] : []), branch, { id: 'e', do: 'end' as const }];
    expect(checkDefinition({ ...riskCampaign(0.5, 0.1), steps }).map(({ message }) => message)).toEqual([
      'no step "nothing" makes an offer',
    ]);
  });
});

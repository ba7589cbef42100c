import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChurnModel } from '../../functions/domain/churn/score.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { holdsBudget } from '../../functions/domain/offer/budget.ts';
import type { OfferAnswer } from '../../functions/domain/offer/offer.ts';
import { recordGrantAnswer } from '../../functions/use-cases/answer-grant.ts';
import { offerOfLink, showOffer } from '../../functions/use-cases/show-offer.ts';
import { triageCase } from '../../functions/use-cases/triage-case.ts';
import { ownJudge } from '../../functions/adapters/system/own-judge.ts';
import { subjectsIn } from '../support/campaign-firm.ts';
import { COST, gift, offering, anOfferingFirm, textOf, tokenIn } from '../support/offering-firm.ts';

test('the page says by which facts the customer was chosen, and no case', async () => {
  const firm = await anOfferingFirm({ told: { tier: 'gold' } });
  await firm.begins(offering(), {
    segment: {
      all: [
        { field: 'risk', op: '>', value: 0 },
        { field: 'tier', op: '=', value: 'gold' },
      ],
    },
  });
  const offer = await offerOfLink(firm, tokenIn(firm.outbox[0]?.raw));
  if (!offer) throw new Error('the link opens nothing');

  const shown = await showOffer(firm, offer);

  expect(shown).toMatchObject({ caseNumber: null, remedy: null, status: 'open' });
  expect(shown.offer?.howChosen).toMatch(/not about a complaint.*risk of leaving, tier/);
  expect(shown.offer?.howChosen).not.toMatch(/\d|gold/);
});

test('who accepts has the voucher at once, a mail that confirms it, and goes on where the campaign leads', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  expect(await firm.answers('accept')).toEqual({ kind: 'recorded', answer: 'accept' });
  expect(await firm.answers('accept')).toMatchObject({ kind: 'already-answered' });
  const opened = firm.caseOf();
  expect(opened?.record).toMatchObject({ status: 'closed', kind: 'enquiry', channel: 'link' });
  await triageCase({ ...firm, judge: ownJudge }, opened?.record.id ?? '');
  await firm.sweeps();
  await firm.sweeps();

  expect(firm.offerOf()).toMatchObject({ status: 'accepted', grant: { state: 'applied', by: 'voucher' } });
  expect(firm.store.cases.size).toBe(1);
  expect(subjectsIn(firm.outbox)).toEqual([
    'Something for you',
    expect.stringMatching(/^You accepted our offer/),
    'thanks',
  ]);
  expect(textOf(firm.outbox[1]?.raw)).toContain(firm.offerOf().grant?.reference);
  expect(await firm.held()).toBe(COST);
});

test('who declines opens no case, gives the money back and hears no more of it', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  await firm.answers('decline');
  await firm.sweeps();

  expect(firm.store.cases.size).toBe(0);
  expect(await firm.held()).toBe(0);
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
  expect([...firm.store.offerFacts.values()].map(({ happened }) => happened.type)).toEqual([
    'OfferDecided',
    'OfferAnswered',
  ]);
});

test('who asks to be called is in front of a person, by the case and by the campaign', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  await firm.answers('call-me');
  await firm.sweeps();

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { queue: 'enquiries', reasons: ['call-me'] },
  });
  expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org', firm.settings.teamMailbox]);
});

test('the case says how likely the customer was to leave in the bands of the model that the firm uses', async () => {
  const general = generalModel();
  // A firm of whose customers one in fifty leaves: a chance of a tenth is critical there.
  const churnModel: ChurnModel = {
    ...general,
    score: (row) => ({ ...general.score(row), probability: 0.1, band: 'critical' }),
  };
  const firm = await anOfferingFirm({ churnModel });
  await firm.begins(offering());

  await firm.answers('call-me');

  const assessed = firm.caseOf()?.record.assessed;
  expect(assessed?.probability).toBeCloseTo(0.1);
  expect(assessed?.band).toBe('critical');
});

test('a contract can be cancelled by the link before an answer, after it and after the end', async () => {
  for (const before of [undefined, 'decline', 'accept', 'expired'] as const) {
    const firm = await anOfferingFirm();
    await firm.begins(offering());
    if (before === 'expired') {
      firm.timePasses(15);
      await firm.sweeps();
    } else if (before) await firm.answers(before);

    expect(await firm.answers('cancel-contract')).toEqual({ kind: 'recorded', answer: 'cancel-contract' });
    await firm.answers('cancel-contract');

    const record = firm.caseOf()?.record;
    expect(record).toMatchObject({ status: 'with-person', person: { queue: 'cancellations' } });
    expect(record?.cancellationAt).toBeDefined();
    expect(firm.caseOf()?.mails.map(({ purpose }) => purpose)).toContain('cancellation-confirmed');
    expect(firm.store.cases.size).toBe(1);
  }
});

test('an offer nobody answers expires, gives its money back, and the way goes on by that', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());

  firm.timePasses(13);
  await firm.sweeps();
  expect(firm.offerOf().status).toBe('open');
  firm.timePasses(1);
  await firm.sweeps();

  expect(firm.offerOf().status).toBe('expired');
  expect(await firm.held()).toBe(0);
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you', 'last']);
});

test('who still wants the offer after its end gets nothing by rule, and a person who decides', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());
  firm.timePasses(15);
  await firm.sweeps();

  expect(await firm.answers('accept')).toEqual({ kind: 'expired', recorded: 'accept' });
  expect(await firm.answers('accept')).toEqual({ kind: 'expired', recorded: 'accept' });

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { reasons: ['offer-unanswered'] },
  });
  expect(firm.offerOf().grant).toBeUndefined();
  expect(await firm.held()).toBe(0);
});

test('what billing could not carry out goes to a person, as with any offer', async () => {
  const firm = await anOfferingFirm({ offers: [gift('gift', { fulfilment: 'billing' })] });
  await firm.begins(offering());
  await firm.answers('accept');
  expect(firm.caseOf()?.facts.map(({ happened }) => happened.type)).toContain('OfferGrantRequested');

  await recordGrantAnswer(firm, firm.offerOf().id, { result: 'failed' }, { id: 'mara' });

  expect(firm.caseOf()?.record).toMatchObject({
    status: 'with-person',
    person: { reasons: ['grant-failed'] },
  });
});

test('an answer of which the stream never tells lets the way go on when the offer ends', async () => {
  const firm = await anOfferingFirm();
  await firm.begins(offering());
  await firm.answers('accept');
  firm.stream.splice(0);

  await firm.sweeps();
  expect(subjectsIn(firm.outbox)).toEqual(['Something for you']);
  firm.timePasses(14);
  await firm.sweeps();
  expect(subjectsIn(firm.outbox)).toContain('thanks');
});

test('whoever answers an offer, with whatever and however late, is counted as one who answered; silence is not', async () => {
  const firm = await anOfferingFirm({ customers: 6 });
  const id = await firm.begins(offering());
  const all = ['accept', 'decline', 'call-me', 'cancel-contract'] as const;
  for (const [n, answer] of all.entries()) {
    await firm.answers(answer, `cus_${n + 1}`);
    await firm.answers(answer, `cus_${n + 1}`);
  }
  await firm.answers('cancel-contract', 'cus_2');
  await firm.sweeps();
  expect(await firm.answered(id)).toBe(4);

  firm.timePasses(15);
  await firm.sweeps();
  await firm.answers('accept', 'cus_5');
  await firm.answers('call-me', 'cus_5');
  await firm.answers('cancel-contract', 'cus_1');
  await firm.sweeps();
  expect(await firm.answered(id)).toBe(5);
});

test('whatever customers answer, when, and how often, the books are right and there is one case at most', async () => {
  const does = fc.oneof(
    fc.constantFrom<OfferAnswer | 'sweep'>('accept', 'decline', 'call-me', 'cancel-contract', 'sweep'),
    fc.integer({ min: 1, max: 9 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(does, { maxLength: 8 }), async (season) => {
      const firm = await anOfferingFirm();
      const id = await firm.begins(offering());
      for (const one of season) {
        if (typeof one === 'number') firm.timePasses(one);
        else if (one === 'sweep') await firm.sweeps();
        else await firm.answers(one);
      }

      const { status, cost, grant, caseId } = firm.offerOf();
      expect(await firm.held()).toBe(holdsBudget(status) ? cost : 0);
      expect(grant !== undefined).toBe(status === 'accepted');
      expect([...firm.store.vouchers.values()]).toHaveLength(status === 'accepted' ? 1 : 0);
      expect(firm.store.cases.size).toBe(caseId === undefined ? 0 : 1);
      expect(firm.caseOf()?.record.cancellationAt !== undefined).toBe(season.includes('cancel-contract'));
      expect(subjectsIn(firm.outbox).filter((subject) => subject === 'Something for you')).toHaveLength(1);
      await firm.sweeps();
      const answered = season.some((one) => typeof one === 'string' && one !== 'sweep');
      expect(await firm.answered(id)).toBe(answered ? 1 : 0);
    }),
    { numRuns: 150 },
  );
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tiers } from '../../../functions/domain/customer/customer.ts';
import {
  personReasonWords,
  personReasons,
  reasonInWords,
} from '../../../functions/domain/escalation/reason.ts';
import { whyAPerson, type EscalationInput } from '../../../functions/domain/escalation/rules.ts';
import { flagSchema } from '../../../functions/domain/triage/judgement.ts';

const limits = { valueAtRisk: 100_000, leastConfidence: 0.5 };

const ordinary: EscalationInput = {
  tier: 'silver',
  severity: 2,
  flags: [],
  ask: 'refund',
  triageConfidence: 0.8,
  valueAtRisk: 20_000,
  complaintsIn90Days: 1,
  remedyNeedsPerson: false,
  offerNeedsApproval: false,
};

const why = (over: Partial<EscalationInput>) => whyAPerson({ ...ordinary, ...over }, limits);

describe('who goes to a person', () => {
  test('an ordinary complaint of an ordinary customer does not', () => {
    expect(why({})).toEqual([]);
  });

  test.each<[string, Partial<EscalationInput>, string[]]>([
    ['every diamond customer', { tier: 'diamond', severity: 1 }, ['tier-diamond']],
    ['a gold customer from severity 2', { tier: 'gold', severity: 2 }, ['tier-gold-severe']],
    ['no gold customer with a trifle', { tier: 'gold', severity: 1 }, []],
    ['anything of severity 4', { severity: 4 }, ['severity-highest']],
    ['nothing of severity 3 alone', { severity: 3 }, []],
    ['more at risk than the threshold', { valueAtRisk: 100_001 }, ['value-at-risk']],
    ['not the threshold itself', { valueAtRisk: 100_000 }, []],
    ['not a risk that we may not compute', { valueAtRisk: undefined }, []],
    ['an offer that needs a second person', { offerNeedsApproval: true }, ['offer-needs-approval']],
    ['the third complaint in 90 days', { complaintsIn90Days: 3 }, ['third-complaint']],
    ['not the second', { complaintsIn90Days: 2 }, []],
    ['what triage is not sure of', { triageConfidence: 0.49 }, ['low-confidence']],
    ['not what it is just sure of', { triageConfidence: 0.5 }, []],
    ['who asks to be called', { ask: 'callback' }, ['customer-asks']],
    ['a cause without a rule', { remedyNeedsPerson: true }, ['remedy-needs-person']],
  ])('%s', (_case, over, reasons) => {
    expect(why(over)).toEqual(reasons);
  });

  test.each(flagSchema.options)('any flag: %s', (flag) => {
    expect(why({ flags: [flag] })).toEqual([`flag-${flag}`]);
  });

  test('a flag that we have no words for is not lost', () => {
    expect(why({ flags: ['eclipse', 'comet'] })).toEqual(['flag-other']);
  });

  test('all reasons are told, danger first', () => {
    expect(why({ tier: 'diamond', flags: ['safety'], severity: 4 })).toEqual([
      'flag-safety',
      'severity-highest',
      'tier-diamond',
    ]);
  });

  test('a graver or more valuable case never needs a person less', () => {
    const inputs = fc.record({
      tier: fc.constantFrom(...tiers),
      severity: fc.integer({ min: 1, max: 4 }),
      flags: fc.subarray([...flagSchema.options]),
      complaintsIn90Days: fc.integer({ min: 1, max: 5 }),
      valueAtRisk: fc.nat(200_000),
    });
    fc.assert(
      fc.property(inputs, (over) => {
        const graver = {
          ...over,
          severity: Math.min(4, over.severity + 1),
          complaintsIn90Days: over.complaintsIn90Days + 1,
          valueAtRisk: over.valueAtRisk + 1,
        };
        expect(why(graver)).toEqual(expect.arrayContaining([...why(over)]));
      }),
    );
  });
});

test('every reason has words in both languages, all different', () => {
  for (const locale of ['en', 'zh-Hans'] as const) {
    const words = personReasons.map((reason) => personReasonWords[reason][locale]);
    expect(new Set(words).size).toBe(personReasons.length);
  }
  expect(reasonInWords('call-me', 'zh-Hans')).toBe('客户要求致电');
  expect(reasonInWords('from-an-older-version', 'en')).toBe('from-an-older-version');
});

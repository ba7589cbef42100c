import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { customerSchema, type Customer } from '../../../functions/domain/customer/customer.ts';
import { checkRule } from '../../../functions/domain/segment/check.ts';
import { compileRule } from '../../../functions/domain/segment/evaluate.ts';
import { segmentFields, type SegmentSubject } from '../../../functions/domain/segment/fields.ts';
import { segmentRuleSchema, type SegmentRule } from '../../../functions/domain/segment/rule.ts';
import { ruleInWords } from '../../../functions/domain/segment/words.ts';

const TODAY = '2026-11-27';

const aCustomer = (more: Partial<Customer> = {}): Customer =>
  customerSchema.parse({
    id: 'cus_1',
    version: 1,
    customerNumber: '1',
    emails: ['a@example.org'],
    marketingConsent: true,
    attributes: {},
    value: 0,
    tier: 'standard',
    source: 'import',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  });

const asks = (rule: SegmentRule, more: Partial<Customer> = {}, also: Partial<SegmentSubject> = {}) =>
  compileRule(rule)({ customer: aCustomer(more), today: TODAY, risk: () => 0.4, ...also });

describe('a segment', () => {
  test('holds loyal gold and diamond customers whose contract ends soon', () => {
    const rule: SegmentRule = {
      all: [
        { field: 'tier', op: '>=', value: 'gold' },
        { field: 'contractEndsOn', op: 'in-next-days', value: 30 },
      ],
    };
    expect(asks(rule, { tier: 'diamond', contractEndsOn: '2026-12-20' })).toBe(true);
    expect(asks(rule, { tier: 'silver', contractEndsOn: '2026-12-20' })).toBe(false);
    expect(asks(rule, { tier: 'gold', contractEndsOn: '2027-02-20' })).toBe(false);
    expect(asks(rule, { tier: 'gold', contractEndsOn: '2026-11-26' })).toBe(false);
  });

  test('finds a birthday with or without its year, and that of 29 February on the 28th', () => {
    const rule: SegmentRule = { field: 'birthday', op: 'falls-today' };
    expect(asks(rule, { birthday: '1990-11-27' })).toBe(true);
    expect(asks(rule, { birthday: '--11-27' })).toBe(true);
    expect(asks(rule, { birthday: '--11-28' })).toBe(false);
    expect(asks(rule, { birthday: '2000-02-29' }, { today: '2027-02-28' })).toBe(true);
    expect(asks(rule, { birthday: '2000-02-29' }, { today: '2028-02-28' })).toBe(false);
    expect(asks({ field: 'birthday', op: 'falls-in-next-days', value: 40 }, { birthday: '--01-05' })).toBe(
      true,
    );
  });

  test('measures silence against the rhythm of each customer', () => {
    const rule: SegmentRule = { field: 'silenceAgainstRhythm', op: '>', value: 3 };
    expect(asks(rule, { lastOrderOn: '2026-10-20', rhythmDays: 10 })).toBe(true);
    expect(asks(rule, { lastOrderOn: '2026-10-20', rhythmDays: 30 })).toBe(false);
    expect(asks(rule, { lastOrderOn: '2026-10-20' })).toBe(false);
  });

  test('speaks of money as the columns of an import do', () => {
    expect(asks({ field: 'monthlyCharge', op: '>=', value: 45.5 }, { monthlyCharge: 4550 })).toBe(true);
    expect(asks({ field: 'valueAtRisk', op: '>=', value: 40 }, { value: 10_000 })).toBe(true);
  });

  test('never meets somebody by what we do not know of them', () => {
    expect(asks({ field: 'lifeCycle', op: '!=', value: 'lost' })).toBe(false);
    expect(asks({ field: 'lifeCycle', op: 'unknown' })).toBe(true);
    expect(asks({ field: 'lastOrderOn', op: 'older-than-days', value: 10 })).toBe(false);
    expect(asks({ not: { field: 'lifeCycle', op: '=', value: 'lost' } })).toBe(true);
  });

  test('reads a column of the firm as a number where the rule names a number', () => {
    const attributes = { region: 'North', income: '52000', note: 'n/a' };
    expect(asks({ field: 'attribute.income', op: '>=', value: 50_000 }, { attributes })).toBe(true);
    expect(asks({ field: 'attribute.income', op: '<', value: 9 }, { attributes })).toBe(false);
    expect(asks({ field: 'attribute.note', op: '<', value: 9 }, { attributes })).toBe(false);
    expect(asks({ field: 'attribute.region', op: 'in', value: ['north', 'south'] }, { attributes })).toBe(
      true,
    );
    expect(asks({ field: 'attribute.missing', op: 'unknown' }, { attributes })).toBe(true);
  });

  test.each([
    ['1,250.50', 1250.5],
    ['40,02', 40.02],
    ['1.234,50', 1234.5],
    ['$12', 12],
    ['5 %', 5],
  ])('reads %s in a column of the firm as every command that reads tables does', (written, value) => {
    const attributes = { charge: written };
    expect(asks({ field: 'attribute.charge', op: '>=', value }, { attributes })).toBe(true);
    expect(asks({ field: 'attribute.charge', op: '>', value }, { attributes })).toBe(false);
  });

  test('asks for complaints only where nothing else has decided', () => {
    const open: SegmentRule = { field: 'openComplaint', op: '=', value: true };
    const lookedUp = { openComplaint: true, complaintsIn90Days: 1 };
    expect(asks(open)).toBeUndefined();
    expect(asks({ all: [open, { field: 'tier', op: '=', value: 'gold' }] })).toBe(false);
    expect(asks({ any: [open, { field: 'tier', op: '=', value: 'standard' }] })).toBe(true);
    expect(asks({ not: open })).toBeUndefined();
    expect(asks({ not: open }, {}, { lookedUp })).toBe(false);
  });
});

describe('a rule that makes no sense is refused with what to do', () => {
  test.each<[SegmentRule, string, string]>([
    [{ field: 'monthlyCharg', op: '=', value: 1 }, 'field', 'did you mean monthlyCharge?'],
    [{ field: 'life_cycle', op: '=', value: 'lost' }, 'field', 'did you mean lifeCycle?'],
    [{ field: 'zzz', op: 'known' }, 'field', 'attribute.NAME'],
    [{ field: 'tier', op: '=', value: 'platinum' }, 'value', 'diamond, gold, silver, standard'],
    [{ field: 'tier', op: 'within-days', value: 3 }, 'op', 'does not fit tier'],
    [{ field: 'risk', op: '>=', value: 50 }, 'value', 'from 0 to 1'],
    [{ field: 'since', op: '<', value: '2026-13-01' }, 'value', '2026-03-31'],
    [{ field: 'orders', op: '>=', value: '3' }, 'value', 'a number'],
    [{ field: 'orders', op: 'in', value: 3 }, 'value', 'needs a list'],
    [{ field: 'birthday', op: 'falls-today', value: 1 }, 'value', 'takes no value'],
    [{ field: 'lastOrderOn', op: 'within-days', value: -1 }, 'value', 'whole number of days'],
    [{ field: 'marketingConsent', op: '=', value: 'yes' }, 'value', 'true or false'],
    [{ field: 'constructor', op: 'known' }, 'field', 'is no field'],
  ])('%j', (rule, at, message) => {
    expect(checkRule(rule)).toEqual([{ path: at, message: expect.stringContaining(message) }]);
    expect(checkRule({ all: [{ not: rule }] })[0]?.path).toBe(`all.0.not.${at}`);
  });

  test('one that is no rule at all is told apart by its form', () => {
    expect(segmentRuleSchema.safeParse({ field: 'tier', op: '~', value: 'x' }).success).toBe(false);
    expect(segmentRuleSchema.safeParse({ all: [], any: [] }).success).toBe(false);
    expect(segmentRuleSchema.safeParse({ any: [] }).success).toBe(false);
    expect(segmentRuleSchema.safeParse({ all: [] }).success).toBe(true);
  });

  test('one that is endless is refused', () => {
    let deep: SegmentRule = { field: 'tier', op: 'known' };
    for (let n = 0; n < 30; n += 1) deep = { not: deep };
    expect(checkRule(deep)[0]?.message).toContain('nested');
    expect(
      checkRule({ any: Array.from({ length: 101 }, () => ({ field: 'tier', op: 'known' as const })) })[0]
        ?.message,
    ).toContain('conditions');
  });
});

test('a rule is read out in both languages', () => {
  const rule: SegmentRule = {
    all: [
      { field: 'risk', op: '>=', value: 0.5 },
      {
        any: [
          { field: 'tier', op: 'in', value: ['gold', 'diamond'] },
          { field: 'birthday', op: 'falls-today' },
        ],
      },
      { not: { field: 'marketingConsent', op: '=', value: false } },
    ],
  };
  expect(ruleInWords(rule, 'en')).toBe(
    'risk of leaving is at least 50 % and (tier is one of gold, diamond or birthday falls on today) and not (agreed to marketing is no)',
  );
  expect(ruleInWords(rule, 'zh-Hans')).toBe(
    '流失风险不低于50 %且（客户等级为以下之一：gold、diamond或生日正逢今天）且非（同意接收营销信息为否）',
  );
  expect(ruleInWords({ all: [] }, 'en')).toBe('every customer');
});

const condition = fc
  .record({ field: fc.constantFrom(...Object.keys(segmentFields)), op: fc.constantFrom('known', 'unknown') })
  .map((one): SegmentRule => ({ field: one.field, op: one.op === 'known' ? 'known' : 'unknown' }));
const { rule: anyRule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4 },
    condition,
    fc.array(tie('rule'), { maxLength: 3 }).map((all): SegmentRule => ({ all })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any): SegmentRule => ({ any })),
    tie('rule').map((not): SegmentRule => ({ not })),
  ),
}));

test('whatever is decided before the look-up is decided the same after it, and then all is decided', () => {
  fc.assert(
    fc.property(anyRule, fc.boolean(), fc.nat(3), (rule, openComplaint, complaintsIn90Days) => {
      const before = asks(rule);
      const after = asks(rule, {}, { lookedUp: { openComplaint, complaintsIn90Days } });
      expect(after).toBeTypeOf('boolean');
      if (before !== undefined) expect(after).toBe(before);
      expect(checkRule(rule)).toEqual([]);
      expect(segmentRuleSchema.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
    }),
    { numRuns: 200 },
  );
});

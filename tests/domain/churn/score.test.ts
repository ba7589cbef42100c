import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadModel } from '../../../functions/domain/churn/load-model.ts';
import type { FeatureRow } from '../../../functions/domain/churn/score.ts';
import { generalModel } from '../../../functions/domain/churn/shipped.ts';

const model = generalModel();

const anyRow: fc.Arbitrary<FeatureRow> = fc.record(
  Object.fromEntries(
    model.features.map((feature) => [
      feature.name,
      feature.kind === 'category'
        ? fc.option(fc.constantFrom('Month-to-month', 'one year', 'TWO_YEAR', 'annual', 'lifetime'))
        : fc.option(fc.double({ min: -10, max: 2 * feature.range[1], noNaN: true })),
    ]),
  ),
  { requiredKeys: [] },
);

describe('a churn score', () => {
  test('is exactly the base and the sum of its reasons', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const { probability, base, reasons } = model.explain(row);
        const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
        expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probability, 9);
        expect(reasons).toHaveLength(model.features.length);
      }),
    );
  });

  test('is still the sum of its reasons when only the largest are named', () => {
    fc.assert(
      fc.property(anyRow, fc.integer({ min: 1, max: 9 }), (row, top) => {
        const { probability, base, reasons } = model.explain(row, { top });
        const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
        expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probability, 9);
        expect(reasons.filter(({ feature }) => feature === 'other')).toHaveLength(
          top < model.features.length ? 1 : 0,
        );
      }),
    );
  });

  test('names the strongest reason first, whichever way it pulls', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const strengths = model.explain(row).reasons.map(({ contribution }) => Math.abs(contribution));
        expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
      }),
    );
  });

  test('says the same on the fast path as with reasons', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const { probability, band, contributions } = model.score(row);
        const explained = model.explain(row);
        expect({ probability, band }).toEqual({ probability: explained.probability, band: explained.band });
        for (const { feature, contribution } of explained.reasons) {
          expect(contributions[model.features.findIndex(({ name }) => name === feature)]).toBe(contribution);
        }
      }),
    );
  });

  test('of a stranger is exactly the base rate, and every reason says so', () => {
    const { probability, reasons } = model.explain({});
    expect(probability).toBe(model.artifact.base.rate);
    expect(reasons.map(({ contribution }) => contribution)).toEqual(reasons.map(() => 0));
    expect(reasons.find(({ feature }) => feature === 'orders')?.text).toBe('no purchase record: no effect');
    expect(reasons.every(({ text }) => text.endsWith(': no effect'))).toBe(true);
  });

  test.each([[null], [undefined], [Number.NaN]])('takes %s as unknown', (value) => {
    expect(model.score({ tenureMonths: value, complaints90d: value })).toEqual(model.score({}));
  });

  test('refuses a number that nobody parsed', () => {
    expect(() => model.score({ tenureMonths: '3' })).toThrow('tenureMonths must be a number');
  });
});

describe('a reason', () => {
  const textOf = (row: FeatureRow, feature: string, language: 'en' | 'zh-Hans' = 'en') =>
    model.explain(row, { language }).reasons.find((reason) => reason.feature === feature)?.text;

  test('counts complaints as a handler would, and says when the model knows no more', () => {
    expect(textOf({ complaints90d: 1 }, 'complaints90d')).toBe('first complaint in 90 days: +0.9');
    expect(textOf({ complaints90d: 3 }, 'complaints90d')).toBe(
      'third complaint in 90 days, counted as 1, the most this model has seen: +0.9',
    );
    expect(textOf({ complaints90d: 0 }, 'complaints90d')).toMatch(/^no complaint in 90 days: -0\.\d$/);
  });

  test('is said in Chinese too', () => {
    expect(textOf({ complaints90d: 1 }, 'complaints90d', 'zh-Hans')).toBe('90 天内第 1 次投诉：+0.9');
    expect(textOf({ contractType: 'Two year' }, 'contractType', 'zh-Hans')).toBe('两年期合同：-1.6');
    expect(textOf({}, 'orders', 'zh-Hans')).toBe('没有购买记录：没有影响');
  });

  test('reads a monthly charge against the usual one, so that no currency is needed', () => {
    const usual = model.median('monthlyCharge') ?? 0;
    expect(textOf({ monthlyCharge: usual * 1.5 }, 'monthlyCharge')).toMatch(
      /^monthly charge 1\.5 times the usual: \+\d\.\d$/,
    );
  });

  test('admits that it does not know a kind of contract', () => {
    expect(textOf({ contractType: 'lifetime' }, 'contractType')).toBe(
      'lifetime contract, which this model has not seen: no effect',
    );
    expect(model.score({ contractType: 'lifetime' }).probability).toBe(model.artifact.base.rate);
  });

  test('is the same for every spelling of a contract', () => {
    const spellings = ['one-year', 'One year', 'ONE_YEAR', ' annual '];
    expect(new Set(spellings.map((contractType) => model.score({ contractType }).probability)).size).toBe(1);
  });

  test('in a firm’s own model speaks by name and value', () => {
    const own = loadModel({
      ...model.artifact,
      features: [
        {
          kind: 'number',
          name: 'visits',
          unit: '',
          range: [0, 9],
          median: 2,
          edges: [3],
          contributions: [-0.4, 0.7],
        },
      ],
    });
    expect(own.explain({ visits: 5 }).reasons[0]?.text).toBe('visits 5: +0.7');
    expect(own.explain({}).reasons[0]?.text).toBe('visits not on record: no effect');
  });
});

describe('bands', () => {
  const atLogOdds = (logOdds: number) =>
    loadModel({ ...model.artifact, base: { ...model.artifact.base, logOdds } }).score({}).band;
  const logit = (p: number) => Math.log(p / (1 - p));

  test.each([
    [0.19, 'low'],
    [0.21, 'medium'],
    [0.49, 'medium'],
    [0.51, 'high'],
    [0.79, 'high'],
    [0.81, 'critical'],
  ])('a risk of %d is %s', (probability, band) => {
    expect(atLogOdds(logit(probability))).toBe(band);
  });
});

describe('a model file', () => {
  const withComplaints = (change: object) => ({
    ...model.artifact,
    features: model.artifact.features.map((feature) =>
      feature.name === 'complaints90d' ? { ...feature, ...change } : feature,
    ),
  });

  test('in which more complaints lower the risk is refused', () => {
    expect(() => loadModel(withComplaints({ contributions: [0.9, -0.5] }))).toThrow(
      'contributions break the stated sense',
    );
  });

  test.each([
    ['has a bin without a contribution', { contributions: [0.1] }, 'one contribution per bin'],
    ['has edges out of order', { edges: [2, 1], contributions: [0, 1, 2] }, 'edges must ascend'],
    ['has two features of one name', { name: 'tenureMonths' }, 'two features share a name'],
  ])('that %s is refused', (_, change, message) => {
    expect(() => loadModel(withComplaints(change))).toThrow(message);
  });

  test('of something else is refused', () => {
    expect(() => loadModel({ hello: 'world' })).toThrow();
  });
});

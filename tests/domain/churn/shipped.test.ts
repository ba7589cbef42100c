import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boostedFileSchema } from '../../../functions/domain/churn/boosted-file.ts';
import { modelRow } from '../../../functions/domain/churn/model-row.ts';
import type { FeatureRow } from '../../../functions/domain/churn/score.ts';
import { shippedModel } from '../../../functions/domain/churn/shipped.ts';
import { boostedFigures } from '../../../tools/churn/boosted-card.ts';

const at = '2026-03-15T10:00:00.000Z';

describe.each(['telecom', 'commerce'] as const)('the shipped model %s', (name) => {
  const model = shippedModel(name);
  const file = boostedFileSchema.parse(
    JSON.parse(readFileSync(`functions/domain/churn/${name}.model.json`, 'utf8')),
  );
  const anyRow: fc.Arbitrary<FeatureRow> = fc.record(
    Object.fromEntries(
      model.features.map((feature) => [
        feature.name,
        feature.kind === 'category'
          ? fc.option(fc.constantFrom(...feature.categories, 'never seen'))
          : fc.option(fc.double({ min: -10, max: 2 * feature.range[1], noNaN: true })),
      ]),
    ),
    { requiredKeys: [] },
  );

  test('gives a stranger the base rate, every reason saying that nothing is on record', () => {
    const { probability, reasons } = model.explain(modelRow(model, { at }));
    expect(probability).toBeCloseTo(file.base.rate, 9);
    expect(
      reasons.every(({ contribution, text }) => contribution === 0 && text.endsWith(': no effect')),
    ).toBe(true);
  });

  test('says of every customer exactly the sum of its reasons', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const { probability, base, reasons } = model.explain(row);
        const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
        expect(Math.abs(1 / (1 + Math.exp(-logOdds)) - probability)).toBeLessThan(1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('never lets more tenure raise the risk, nor more complaints lower it', () => {
    fc.assert(
      fc.property(anyRow, fc.nat({ max: 80 }), fc.nat({ max: 80 }), (row, a, b) => {
        const risk = (fact: FeatureRow): number => model.score({ ...row, ...fact }).probability;
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(risk({ tenureMonths: more })).toBeLessThanOrEqual(risk({ tenureMonths: less }));
        expect(risk({ complaints90d: more })).toBeGreaterThanOrEqual(risk({ complaints90d: less }));
      }),
      { numRuns: 50 },
    );
  });

  test('names where its data came from and holds what the card says of it', () => {
    expect(file.provenance[0]).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(file.quality.ece).toBeLessThan(0.03);
    expect(readFileSync(`docs/models/${name}.md`, 'utf8')).toContain(boostedFigures(file));
  });
});

describe('the record of a customer', () => {
  test('becomes the features of a trade by its own facts and by the columns imported beside them', () => {
    const row = modelRow(shippedModel('telecom'), {
      at,
      since: '2025-03-15',
      contractType: 'monthly',
      attributes: { 'Tech support': 'No', internet_service: 'Fiber optic', eyes: 'blue' },
    });
    expect(row).toMatchObject({
      tenureMonths: 12,
      contractType: 'monthly',
      TechSupport: 'No',
      InternetService: 'Fiber optic',
      StreamingTV: null,
    });
  });

  test('has the numbers of imported columns as training read them, whichever way they are written', () => {
    const features = shippedModel('commerce').features.filter(({ kind }) => kind === 'number');
    const [own] = features.filter(({ name }) => !['tenureMonths', 'monthlyCharge'].includes(name));
    const name = own?.name ?? '';
    const model = { features: own ? [own] : [], median: () => undefined };
    for (const written of ['1,250.50', '1.250,50', '$1,250.50'])
      expect(modelRow(model, { at, attributes: { [name]: written } })).toEqual({ [name]: 1250.5 });
  });

  test('gives reasons that a handler reads out, in both languages', () => {
    const model = shippedModel('telecom');
    const row = { TechSupport: 'No', InternetService: 'Fiber optic', contractType: 'monthly' };
    const said = (language: 'en' | 'zh-Hans') =>
      Object.fromEntries(
        model.explain(row, { language }).reasons.map(({ feature, text }) => [feature, text]),
      );
    expect(said('en')['TechSupport']).toMatch(/^has no technical support: \+/);
    expect(said('en')['InternetService']).toMatch(/^has fibre internet: \+/);
    expect(said('zh-Hans')['TechSupport']).toMatch(/^没有技术支持服务：\+/);
    expect(said('zh-Hans')['InternetService']).toMatch(/^用光纤上网：\+/);
    expect(said('zh-Hans')['StreamingTV']).toBe('没有记录是否有网络电视：没有影响');
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import type { BoostedFile } from '../../../functions/domain/churn/boosted-file.ts';
import { loadModel } from '../../../functions/domain/churn/load-model.ts';
import { binTable, quantileEdges } from '../../../functions/domain/churn/learning/bins.ts';
import { identicalRows } from '../../../functions/domain/churn/learning/folds.ts';
import { fitLearner, marginsOf, type LearnerName } from '../../../functions/domain/churn/learning/learner.ts';
import { weightsOf, type Weights } from '../../../functions/domain/churn/learning/model-file.ts';
import { gather } from '../../../functions/domain/churn/learning/boost-shapes.ts';
import { seededDice } from '../../../functions/domain/churn/learning/dice.ts';
import { straightShapes } from '../../../functions/domain/churn/learning/straight-shapes.ts';
import { smoothShapes } from '../../../functions/domain/churn/learning/smooth-shapes.ts';
import { validate } from '../../../functions/domain/churn/learning/validate.ts';
import { areaUnderCurve } from '../../../functions/domain/churn/learning/rank.ts';
import { binning, settingsFor } from '../../../functions/domain/churn/learning/settings.ts';
import { nearDuplicates } from '../../../functions/domain/churn/learning/near-duplicates.ts';
import { choose } from '../../../functions/domain/churn/learning/train-model.ts';
import type { TrainingTable } from '../../../functions/domain/churn/learning/training-table.ts';
import type { ChurnModel, FeatureRow } from '../../../functions/domain/churn/score.ts';
import { learnedTable } from './learned-table.ts';

const ROWS = 1500;
const everyone = Int32Array.from({ length: ROWS }, (_, row) => row);
const line = { slope: 0.9, intercept: 0.1 };

function fit(learner: LearnerName, table: TrainingTable, seed = 1) {
  const binned = binTable(table, binning[learner]);
  const fitted = fitLearner(learner, binned, everyone, identicalRows(table), seed, settingsFor(ROWS)).at(-1)!;
  return { margins: marginsOf(fitted, binned, everyone), weights: weightsOf(fitted, table, binned, line) };
}

const modelOf = (weights: Weights): ChurnModel =>
  loadModel({
    format: 'amends-boosted/1',
    name: 'test',
    version: '1.0.0',
    fittedOn: '2026-11-27',
    seed: 1,
    bands: { medium: 0.2, high: 0.5, critical: 0.8 },
    ...weights,
    choice: '',
    quality: {
      protocol: '',
      rows: ROWS,
      positives: 1,
      auc: { mean: 0.8, sd: 0, folds: [] },
      logloss: 0,
      ece: 0,
      calibration: [],
      scores: Array.from({ length: 10 }, () => 0.1),
    },
    provenance: [],
  } satisfies BoostedFile);

function rowOf(table: TrainingTable, row: number): FeatureRow {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      column.kind === 'number' ? column.values[row] : (column.categories[column.codes[row]!] ?? null),
    ]),
  );
}

describe.each(['ebm', 'trees'] as const)('a model of %s', (learner) => {
  const table = learnedTable(ROWS, 5);
  let fitted: ReturnType<typeof fit>;
  let model: ChurnModel;
  beforeAll(() => {
    fitted = fit(learner, table);
    model = modelOf(fitted.weights);
  });

  test('says of every customer exactly the sum of its reasons', () => {
    for (let row = 0; row < ROWS; row += 7) {
      const { probability, base, reasons } = model.explain(rowOf(table, row));
      const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
      expect(Math.abs(1 / (1 + Math.exp(-logOdds)) - probability)).toBeLessThan(1e-9);
    }
  });

  test('scores from its file as it did when it was fitted, to the rounding of the file', () => {
    for (let row = 0; row < ROWS; row += 7) {
      const { base, contributions } = model.score(rowOf(table, row));
      const logOdds = contributions.reduce((sum, one) => sum + one, base);
      expect(logOdds).toBeCloseTo(line.intercept + line.slope * fitted.margins[row]!, 2);
    }
  });

  test('learns who leaves, from complaints before noise', () => {
    const { outcomes } = learnedTable(ROWS, 6);
    const fresh = learnedTable(ROWS, 6);
    const predicted = Float64Array.from(everyone, (row) => model.score(rowOf(fresh, row)).probability);
    expect(areaUnderCurve(predicted, outcomes)).toBeGreaterThan(0.77);
    const weight = (name: string): number => {
      const place = model.features.findIndex((feature) => feature.name === name);
      return everyone.reduce(
        (sum, row) => sum + Math.abs(model.score(rowOf(fresh, row)).contributions[place]!),
        0,
      );
    };
    expect(weight('complaints')).toBeGreaterThan(3 * weight('noise'));
  });

  test('is the same to the last digit when fitted again with the same seed', () => {
    expect(JSON.stringify(fit(learner, table).weights)).toBe(JSON.stringify(fitted.weights));
  });

  test('takes a category it has never seen as one of the rare, and says that it does not know it', () => {
    const { reasons } = model.explain({ ...rowOf(table, 0), plan: 'platinum' });
    expect(reasons.find(({ feature }) => feature === 'plan')?.text).toContain(
      'which this model has not seen',
    );
  });

  test('counts a value beyond what it has seen as the most it has seen, and says so', () => {
    const most = model.explain({ ...rowOf(table, 0), tenure: 60 });
    const beyond = model.explain({ ...rowOf(table, 0), tenure: 600 });
    expect(beyond.probability).toBe(most.probability);
    expect(beyond.reasons.find(({ feature }) => feature === 'tenure')?.text).toContain(
      'the most this model has seen',
    );
  });
});

describe.each(['ebm', 'trees'] as const)('a model of %s that was told senses', (learner) => {
  const table = learnedTable(ROWS, 9, true);
  let model: ChurnModel;
  beforeAll(() => {
    model = modelOf(fit(learner, table).weights);
  });
  /** To the digits that a sum of reasons keeps. */
  const riskOf = (row: FeatureRow): number => Number(model.score(row).probability.toFixed(12));

  test('never says that one more complaint lowers the risk', () => {
    for (let row = 0; row < ROWS; row += 31) {
      const risks = [0, 1, 2, 3, 4].map((complaints) => riskOf({ ...rowOf(table, row), complaints }));
      expect(risks).toEqual(risks.toSorted((a, b) => a - b));
    }
  });

  test('never says that a longer relationship raises it', () => {
    for (let row = 0; row < ROWS; row += 31) {
      const risks = [0, 5, 10, 20, 40, 59].map((tenure) => riskOf({ ...rowOf(table, row), tenure }));
      expect(risks).toEqual(risks.toSorted((a, b) => b - a));
    }
  });
});

describe('an ebm', () => {
  test.each([null, 'platinum'])(
    'says nothing by a plan of %s when every customer had a plan that it knows',
    (plan) => {
      const table = learnedTable(ROWS, 5);
      const { reasons } = modelOf(fit('ebm', table).weights).explain({ ...rowOf(table, 0), plan });
      expect(reasons.find(({ feature }) => feature === 'plan')?.contribution).toBeCloseTo(0, 9);
    },
  );

  const rows = 1200;
  /** Two numbers from 0 to 1, and who leaves by what `risk` makes of them. */
  const tableOf = (risk: (first: number, second: number) => number): TrainingTable => {
    const dice = seededDice(11);
    const first = Float64Array.from({ length: rows }, () => dice.next());
    const second = Float64Array.from({ length: rows }, () => dice.next());
    return {
      columns: [
        { kind: 'number', name: 'first', values: first },
        { kind: 'number', name: 'second', values: second },
      ],
      outcomes: Uint8Array.from(first, (value, row) => (dice.next() < risk(value, second[row]!) ? 1 : 0)),
    };
  };
  const judged = (table: TrainingTable) =>
    validate('ebm', binTable(table, binning.ebm), identicalRows(table), 1, settingsFor(rows));

  test('is curves alone where every fact counts for itself, and not evenly', () => {
    expect(judged(tableOf((first, second) => 0.1 + 1.6 * (first - 0.5) ** 2 + 0.4 * second)).depth).toBe(
      'curves',
    );
  });

  test('has pairs where one fact turns another round', () => {
    const { depth, auc } = judged(tableOf((first, second) => (first > 0.5 === second > 0.5 ? 0.8 : 0.2)));
    expect(depth).toMatch(/^(crossed lines|pairs)$/);
    expect(auc.mean).toBeGreaterThan(0.75);
  });

  test('has pairs beside straight lines where curves of many facts would learn chance', () => {
    const dice = seededDice(17);
    const facts = Array.from({ length: 12 }, () => Float64Array.from({ length: rows }, () => dice.next()));
    const at = (place: number, row: number): number => (facts[place]?.[row] ?? 0) - 0.5;
    const { depth } = judged({
      columns: facts.map((values, place) => ({ kind: 'number', name: `fact ${place}`, values })),
      outcomes: Uint8Array.from({ length: rows }, (_, row) => {
        const logOdds = 2 * at(0, row) - 2 * at(1, row) + 16 * at(2, row) * at(3, row);
        return dice.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
      }),
    });
    expect(depth).toBe('crossed lines');
  });

  test('draws a straight risk as a straight curve', () => {
    const table = tableOf((first) => 1 / (1 + Math.exp(2 - 4 * first)));
    const { columns, outcomes } = binTable(table, binning.ebm);
    const everybody = Int32Array.from(outcomes, (_, row) => row);
    const [curve] = smoothShapes(
      columns,
      gather(columns, outcomes, everybody, 0),
      settingsFor(rows).ebm.smooth,
    );
    const rise = (from: number, to: number): number => curve![to]! - curve![from]!;
    const last = columns[0]!.bins - 1;
    expect(rise(1, last)).toBeGreaterThan(3);
    expect(rise(1, last >> 1) / rise(1, last)).toBeCloseTo(0.5, 1);
  });

  test('is straight lines where a risk follows the value itself, out to its rare extremes', () => {
    const dice = seededDice(5);
    const spent = Float64Array.from({ length: rows }, () => -Math.log(1 - dice.next()));
    const table: TrainingTable = {
      columns: [
        { kind: 'number', name: 'spent', values: spent },
        { kind: 'number', name: 'noise', values: Float64Array.from(spent, () => dice.next()) },
      ],
      outcomes: Uint8Array.from(spent, (value) =>
        dice.next() < 1 / (1 + Math.exp(6 - 1.5 * value)) ? 1 : 0,
      ),
    };
    const { depth, auc } = judged(table);
    expect(depth).toBe('lines');
    expect(auc.mean).toBeGreaterThan(0.87);
  });

  test('draws a straight line through the mean values of its bins', () => {
    const table = tableOf((first) => 1 / (1 + Math.exp(2 - 4 * first)));
    const { columns, outcomes } = binTable(table, binning.ebm);
    const everybody = Int32Array.from(outcomes, (_, row) => row);
    const [line] = straightShapes(columns, gather(columns, outcomes, everybody, 0));
    const [first] = columns;
    const centres = first?.kind === 'number' ? first.centres : [];
    const rises = centres
      .slice(2)
      .map((centre, bin) => (line![bin + 2]! - line![bin + 1]!) / (centre - centres[bin + 1]!));
    expect(Math.max(...rises) - Math.min(...rises)).toBeLessThan(1e-6);
    expect(Math.abs(rises[0]! - 4)).toBeLessThan(0.8);
  });

  test('holds where a few hundred rows have more to say than can be learned, and hardly anybody left', () => {
    const dice = seededDice(8);
    const outcomes = Uint8Array.from({ length: 400 }, () => (dice.next() < 0.05 ? 1 : 0));
    const columns = Array.from({ length: 60 }, (_, place) => ({
      kind: 'number' as const,
      name: `column ${place}`,
      values: Float64Array.from(outcomes, (left) => dice.next() * 100 + (place < 3 ? 60 * left : 0)),
    }));
    const { auc, logloss } = judged({ columns, outcomes });
    expect(auc.mean).toBeGreaterThan(0.85);
    expect(logloss).toBeLessThan(0.2);
  });
});

describe('bins of a number', () => {
  test('hold ever fewer rows towards its ends, where the rare is', () => {
    const values = Float64Array.from({ length: 6400 }, (_, row) => row);
    const edges = quantileEdges(values, 32, 5);
    const counts = [...edges, 6400].map((edge, place) => Math.ceil(edge) - Math.ceil(edges[place - 1] ?? 0));
    expect(counts.slice(0, 7)).toEqual([6, 7, 12, 25, 50, 100, 200]);
    expect(counts.slice(-7)).toEqual([200, 100, 50, 25, 12, 7, 6]);
    expect(counts.slice(6, -6).every((count) => count === 200)).toBe(true);
  });

  test('are its values where these are few', () => {
    const values = Float64Array.from({ length: 6400 }, (_, row) => row % 4);
    expect(quantileEdges(values, 32, 5)).toEqual([0.5, 2, 3]);
  });
});

describe('trees of few rows', () => {
  test('find what three of nine columns say together, as in noughts and crosses', () => {
    const few = 600;
    const dice = seededDice(4);
    const columns = Array.from({ length: 9 }, (_, place) => ({
      kind: 'category' as const,
      name: `square ${place}`,
      codes: Int32Array.from({ length: few }, () => dice.below(3)),
      categories: ['nought', 'cross', 'blank'],
    }));
    const won = ['012', '345', '678', '036', '147', '258', '048', '246'];
    const outcomes = Uint8Array.from({ length: few }, (_, row) =>
      won.some((line) => Array.from(line, Number).every((place) => columns[place]!.codes[row] === 1)) ? 1 : 0,
    );
    const table = { columns, outcomes };
    const binned = binTable(table, binning.trees);
    const { auc } = validate('trees', binned, identicalRows(table), 1, settingsFor(few));
    expect(auc.mean).toBeGreaterThan(0.98);
  });
});

describe('of an ebm and trees', () => {
  const ebm = { learner: 'ebm', auc: { mean: 0.78, sd: 0.03, folds: [] }, logloss: 0.52 } as const;
  const treesOf = (auc: number, logloss: number) =>
    ({ learner: 'trees', auc: { mean: auc, sd: 0.03, folds: [] }, logloss }) as const;

  test('trees are taken where they rank better and foretell better', () => {
    expect(choose([ebm, treesOf(0.79, 0.51)]).validation.learner).toBe('trees');
  });

  test.each([
    ['rank hardly better', treesOf(0.7815, 0.51)],
    ['rank better and foretell worse', treesOf(0.79, 0.53)],
  ])('trees are left where they %s, and it is said why', (_, trees) => {
    const { validation, choice } = choose([ebm, trees]);
    expect(validation.learner).toBe('ebm');
    expect(choice).toContain('shapes can be drawn and read');
  });

  test.each([
    ['a fifth of what an ebm missed', 0.992, 0.9936, 'trees'],
    ['a twentieth of what an ebm missed', 0.992, 0.9924, 'ebm'],
    ['next to nothing', 0.9996, 0.9999, 'ebm'],
  ])('trees that rank rightly %s, where nearly all is ranked rightly', (_, mean, better, learner) => {
    const nearlyAll = { ...ebm, auc: { ...ebm.auc, mean } };
    expect(choose([nearlyAll, treesOf(better, 0.51)]).validation.learner).toBe(learner);
  });
});

describe('rows that nearly repeat another', () => {
  const columns = (values: readonly number[][]) =>
    values[0]!.map((_, place) => ({
      kind: 'number' as const,
      name: `c${place}`,
      values: Float64Array.from(values, (row) => row[place]!),
    }));

  test('are counted, with how many share its outcome', () => {
    const base = [1, 2, 3, 4, 5, 6, 7];
    const rows = [base, [9, 2, 3, 4, 5, 6, 8], [9, 8, 1, 4, 5, 6, 7], [11, 12, 13, 14, 15, 16, 17]];
    const found = nearDuplicates({ columns: columns(rows), outcomes: Uint8Array.from([1, 1, 0, 0]) });
    expect(found).toEqual({ share: 0.5, sameOutcome: 1 });
  });

  test('cannot be told in a table of few columns', () => {
    expect(nearDuplicates(learnedTable(50, 1))).toBeUndefined();
  });
});

import { checkRule } from '../segment/check.ts';
import { ATTRIBUTE, fieldOf, segmentFields } from '../segment/fields.ts';
import type { SegmentCondition, SegmentRule, SegmentScalar } from '../segment/rule.ts';
import type { Column } from '../table/column.ts';

/** A rule for a group, and how well it does: of those it names, how many belong; of those who belong, how many it names. */
export interface GroupRule {
  readonly rule: SegmentRule;
  readonly precision: number;
  readonly recall: number;
}

/** A rule with more conditions is none that a marketer reads. */
const MOST_CONDITIONS = 4;
const QUANTILES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const LEAST_GAIN = 0.005;
const MS_PER_DAY = 86_400_000;

interface Test {
  readonly condition: SegmentCondition;
  readonly holds: (row: number) => boolean;
}

/** The field of a column: of the record where the name is known, else an attribute that the import keeps. */
const fieldNameOf = (column: Column): string =>
  column.name in segmentFields ? column.name : `${ATTRIBUTE}${column.name}`;

/** Every condition on one column that the campaign engine accepts. */
function testsOn(column: Column): Test[] {
  const field = fieldNameOf(column);
  const tests = column.kind === 'number' ? numberTests(column, field) : levelTests(column, field);
  return tests.filter(({ condition }) => checkRule(condition).length === 0);
}

function numberTests(column: Column & { readonly kind: 'number' }, field: string): Test[] {
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const edges = new Set(QUANTILES.map((share) => known[Math.floor(share * known.length)] ?? 0));
  const isDate = fieldOf(field)?.type === 'date';
  return [...edges].flatMap((edge): Test[] => {
    const value = isDate ? new Date(edge * MS_PER_DAY).toISOString().slice(0, 10) : edge;
    return [
      { condition: { field, op: '>=', value }, holds: (row) => (column.values[row] ?? Number.NaN) >= edge },
      { condition: { field, op: '<', value }, holds: (row) => (column.values[row] ?? Number.NaN) < edge },
    ];
  });
}

function levelTests(column: Column & { readonly kind: 'category' }, field: string): Test[] {
  const isFlag = fieldOf(field)?.type === 'flag';
  const valueOf = (level: string): SegmentScalar =>
    isFlag ? ['true', 'yes', '1'].includes(level.toLowerCase()) : level;
  return column.levels.flatMap((level, code): Test[] => [
    { condition: { field, op: '=', value: valueOf(level) }, holds: (row) => column.codes[row] === code },
    {
      condition: { field, op: '!=', value: valueOf(level) },
      holds: (row) => column.codes[row] !== code && (column.codes[row] ?? -1) >= 0,
    },
  ]);
}

/**
 * The conjunction that comes nearest to a group, one condition after the other by the gain in F1 (harmonic mean of
 * precision and recall); `{"all":[]}` where no condition helps.
 */
export function ruleFor(columns: readonly Column[], group: Uint8Array, wanted: number): GroupRule {
  const tests = columns.flatMap(testsOn);
  const belongs = group.reduce((sum, one) => sum + (one === wanted ? 1 : 0), 0);
  let named: Uint32Array = Uint32Array.from(group.keys());
  let conditions: SegmentCondition[] = [];
  let now = scored(named, group, wanted, belongs);
  while (conditions.length < MOST_CONDITIONS) {
    let best: { readonly test: Test; readonly rows: Uint32Array; readonly score: typeof now } | undefined;
    for (const test of tests) {
      const rows = named.filter(test.holds);
      const score = scored(rows, group, wanted, belongs);
      if (score.f1 > (best?.score.f1 ?? now.f1 + LEAST_GAIN)) best = { test, rows, score };
    }
    if (best === undefined) break;
    conditions = [...conditions, best.test.condition];
    named = best.rows;
    now = best.score;
  }
  const [only, ...more] = conditions;
  return {
    rule: only !== undefined && more.length === 0 ? only : { all: conditions },
    precision: now.precision,
    recall: now.recall,
  };
}

function scored(rows: Uint32Array, group: Uint8Array, wanted: number, belongs: number) {
  let right = 0;
  for (const row of rows) if (group[row] === wanted) right += 1;
  const precision = rows.length === 0 ? 0 : right / rows.length;
  const recall = belongs === 0 ? 0 : right / belongs;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

import { customerField } from '../customer/import-customer-row.ts';
import { checkRule } from '../segment/check.ts';
import { ATTRIBUTE, fieldOf } from '../segment/fields.ts';
import { segmentRuleSchema } from '../segment/rule.ts';
import type { SegmentCondition, SegmentRule, SegmentScalar } from '../segment/rule.ts';
import { UNKNOWN_CODE, type CategoryColumn, type Column, type NumberColumn } from '../table/column.ts';

/** A rule for a group, and how well it does: of those it names, how many belong; of those who belong, how many it names. */
interface GroupRule {
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

/**
 * The field of a column once its file is imported: of the record where the import knows the column, in any spelling,
 * else an attribute that it keeps. A column `tier` of the firm's own is such an attribute: our tier is computed.
 */
const fieldNameOf = ({ name }: Column): string => customerField(name) ?? `${ATTRIBUTE}${name}`;

/** Every condition on one column that the campaign engine accepts. */
function testsOn(column: Column): Test[] {
  const field = fieldNameOf(column);
  const tests = column.kind === 'number' ? numberTests(column, field) : levelTests(column, field);
  return [...tests, ...unknownTests(column, field)].filter(
    ({ condition }) => segmentRuleSchema.safeParse(condition).success && checkRule(condition).length === 0,
  );
}

/** Whether the record says anything at all, where that differs from one customer to another. */
function unknownTests(column: Column, field: string): Test[] {
  const isUnknown = (row: number): boolean =>
    column.kind === 'number'
      ? Number.isNaN(column.values[row] ?? Number.NaN)
      : (column.codes[row] ?? UNKNOWN_CODE) === UNKNOWN_CODE;
  const rows = column.kind === 'number' ? column.values.length : column.codes.length;
  if (!Array.from({ length: rows }, (_, row) => row).some(isUnknown)) return [];
  return [
    { condition: { field, op: 'unknown' }, holds: isUnknown },
    { condition: { field, op: 'known' }, holds: (row) => !isUnknown(row) },
  ];
}

function numberTests(column: NumberColumn, field: string): Test[] {
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const isDate = column.unit === 'day' || fieldOf(field)?.type === 'date';
  const edges = new Set(
    QUANTILES.map((share) => known[Math.floor(share * known.length)] ?? 0).map((edge) =>
      isDate ? Math.floor(edge) : edge,
    ),
  );
  return [...edges].flatMap((edge): Test[] => {
    // Days are kept as they are written, and are compared so.
    const value = isDate ? new Date(edge * MS_PER_DAY).toISOString().slice(0, 10) : edge;
    return [
      { condition: { field, op: '>=', value }, holds: (row) => (column.values[row] ?? Number.NaN) >= edge },
      { condition: { field, op: '<', value }, holds: (row) => (column.values[row] ?? Number.NaN) < edge },
    ];
  });
}

function levelTests(column: CategoryColumn, field: string): Test[] {
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
  const everybody = Uint32Array.from(group.keys());
  let named: Uint32Array = everybody;
  let chosen: readonly Test[] = [];
  let now = scored(named, group, wanted, belongs);
  while (chosen.length < MOST_CONDITIONS) {
    let best: { readonly test: Test; readonly rows: Uint32Array; readonly score: typeof now } | undefined;
    for (const test of tests) {
      const rows = named.filter(test.holds);
      const score = scored(rows, group, wanted, belongs);
      if (score.f1 > (best?.score.f1 ?? now.f1 + LEAST_GAIN)) best = { test, rows, score };
    }
    if (best === undefined) break;
    chosen = [...chosen, best.test];
    named = best.rows;
    now = best.score;
  }
  const conditions = withoutIdle(chosen, everybody, named.length).map(({ condition }) => condition);
  const [only, ...more] = conditions;
  return {
    rule: only !== undefined && more.length === 0 ? only : { all: conditions },
    precision: now.precision,
    recall: now.recall,
  };
}

/** Without conditions that the others imply, as `below 27` does `below 31`: the rule names the same rows. */
const withoutIdle = (tests: readonly Test[], everybody: Uint32Array, named: number): readonly Test[] =>
  tests.reduceRight<readonly Test[]>((kept, test) => {
    const others = kept.filter((other) => other !== test);
    const rows = everybody.filter((row) => others.every(({ holds }) => holds(row)));
    return rows.length === named ? others : kept;
  }, tests);

function scored(rows: Uint32Array, group: Uint8Array, wanted: number, belongs: number) {
  let right = 0;
  for (const row of rows) if (group[row] === wanted) right += 1;
  const precision = rows.length === 0 ? 0 : right / rows.length;
  const recall = belongs === 0 ? 0 : right / belongs;
  return { precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

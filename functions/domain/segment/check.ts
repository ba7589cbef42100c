import * as z from 'zod';
import { ATTRIBUTE, fieldOf, segmentFields, type FieldType, type SegmentField } from './fields.ts';
import type { SegmentCondition, SegmentOp, SegmentRule, SegmentScalar } from './rule.ts';

/** `path` leads to what is wrong, `all.1.not.value`; empty for the rule as a whole. */
interface RuleProblem {
  readonly path: string;
  readonly message: string;
}

/** Deeper or larger is no rule of a person, and every customer of a campaign is asked all of it. */
const MAX_DEPTH = 10;
const MAX_CONDITIONS = 100;

const always = ['known', 'unknown'] as const;
const equal = ['=', '!=', 'in', 'not-in'] as const;
const ordered = ['<', '<=', '>', '>='] as const;

const opsOf: Readonly<Record<FieldType, readonly SegmentOp[]>> = {
  number: [...equal, ...ordered, ...always],
  money: [...equal, ...ordered, ...always],
  share: [...ordered, ...always],
  text: [...equal, ...always],
  choice: [...equal, ...always],
  rank: [...equal, ...ordered, ...always],
  flag: ['=', '!=', ...always],
  date: [
    ...equal,
    ...ordered,
    ...always,
    'within-days',
    'older-than-days',
    'in-next-days',
    'falls-today',
    'falls-in-next-days',
  ],
  'month-day': ['falls-today', 'falls-in-next-days', ...always],
};

const withoutValue: readonly SegmentOp[] = ['known', 'unknown', 'falls-today'];
const inDays: readonly SegmentOp[] = ['within-days', 'older-than-days', 'in-next-days', 'falls-in-next-days'];
const MAX_DAYS = 36_600;

/** Everything that is wrong with a rule, in the order of reading; none when it can be asked. */
export function checkRule(rule: SegmentRule): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  let conditions = 0;
  const visit = (one: SegmentRule, path: readonly string[]): void => {
    if (path.length > 2 * MAX_DEPTH) {
      problems.push({ path: path.join('.'), message: `is nested more than ${MAX_DEPTH} deep` });
    } else if ('all' in one) one.all.forEach((part, n) => visit(part, [...path, 'all', String(n)]));
    else if ('any' in one) one.any.forEach((part, n) => visit(part, [...path, 'any', String(n)]));
    else if ('not' in one) visit(one.not, [...path, 'not']);
    else {
      conditions += 1;
      const problem = problemOf(one);
      if (problem) problems.push({ path: [...path, problem.at].join('.'), message: problem.message });
    }
  };
  visit(rule, []);
  if (conditions > MAX_CONDITIONS)
    problems.push({ path: '', message: `has ${conditions} conditions, and ${MAX_CONDITIONS} are the most` });
  return problems;
}

interface ConditionProblem {
  readonly at: 'field' | 'op' | 'value';
  readonly message: string;
}

function problemOf(condition: SegmentCondition): ConditionProblem | undefined {
  const { field: name, op, value } = condition;
  const field = fieldOf(name);
  if (!field) return { at: 'field', message: unknownField(name) };
  const ops = name.startsWith(ATTRIBUTE) ? [...opsOf.text, ...ordered] : opsOf[field.type];
  if (!ops.includes(op))
    return { at: 'op', message: `"${op}" does not fit ${name} (${field.type}); use ${ops.join(', ')}` };
  if (withoutValue.includes(op))
    return value === undefined ? undefined : { at: 'value', message: `"${op}" takes no value` };
  if (value === undefined) return { at: 'value', message: `"${op}" needs a value` };
  if (op === 'in' || op === 'not-in') {
    if (!isList(value)) return { at: 'value', message: `"${op}" needs a list` };
    return first(value.map((one) => misfit(name, field, one)));
  }
  if (isList(value)) return { at: 'value', message: `"${op}" needs one value, not a list` };
  if (inDays.includes(op)) {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DAYS
      ? undefined
      : { at: 'value', message: `"${op}" needs a whole number of days` };
  }
  return misfit(name, field, value);
}

const isList = (value: SegmentCondition['value']): value is readonly SegmentScalar[] => Array.isArray(value);

const first = (found: readonly (ConditionProblem | undefined)[]): ConditionProblem | undefined =>
  found.find((one) => one !== undefined);

const day = z.iso.date();

function misfit(name: string, field: SegmentField, value: SegmentScalar): ConditionProblem | undefined {
  const wanted = wantedFor(name, field, value);
  return wanted === undefined ? undefined : { at: 'value', message: `${name} ${wanted}` };
}

function wantedFor(name: string, field: SegmentField, value: SegmentScalar): string | undefined {
  switch (field.type) {
    case 'number':
    case 'money':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'is compared with a number';
    case 'share':
      return typeof value === 'number' && value >= 0 && value <= 1
        ? undefined
        : 'is compared with a number from 0 to 1';
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'is compared with true or false';
    case 'date':
      return typeof value === 'string' && day.safeParse(value).success
        ? undefined
        : 'is compared with a day such as 2026-03-31';
    case 'choice':
    case 'rank':
      return typeof value === 'string' && field.values?.includes(value) === true
        ? undefined
        : `is one of ${field.values?.join(', ') ?? ''}`;
    case 'text':
      if (name.startsWith(ATTRIBUTE))
        return typeof value === 'boolean' ? 'is compared with a text or a number' : undefined;
      return typeof value === 'string' ? undefined : 'is compared with a text';
    case 'month-day':
      return 'is asked with falls-today or falls-in-next-days';
  }
}

function unknownField(name: string): string {
  const nearest = nearestField(name);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `"${name}" is no field${hint} A column of your own is attribute.NAME`;
}

/** The field whose name is fewest letters away, if that is near enough to be a slip. */
function nearestField(name: string): string | undefined {
  const folded = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of Object.keys(segmentFields)) {
    const distance = editDistance(folded, candidate.toLowerCase());
    if (!best || distance < best.distance) best = { name: candidate, distance };
  }
  return best && best.distance <= Math.max(2, Math.floor(best.name.length / 3)) ? best.name : undefined;
}

/** Letters to insert, delete or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

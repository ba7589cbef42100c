import { ATTRIBUTE, fieldOf, type SegmentField, type SegmentSubject } from './fields.ts';
import { daysAfter } from '../instant.ts';
import { daysUntilMonthDay, monthDayOf } from './month-day.ts';
import { numberIn } from '../table/number-text.ts';
import type { SegmentCondition, SegmentRule, SegmentScalar } from './rule.ts';

/**
 * Whether a customer belongs to a segment; `undefined` when that hangs on something that was not looked up yet.
 * Nothing that is unknown is ever met: only `unknown` itself is true of a field without a value, so that
 * `tier != gold` does not catch those of whom we know nothing.
 */
export type InSegment = (subject: SegmentSubject) => boolean | undefined;

/** Makes a rule ready to be asked many times. The rule has been checked. */
export function compileRule(rule: SegmentRule): InSegment {
  if ('not' in rule) {
    const part = compileRule(rule.not);
    return (subject) => {
      const met = part(subject);
      return met === undefined ? undefined : !met;
    };
  }
  if ('all' in rule) return together(rule.all.map(compileRule), false);
  if ('any' in rule) return together(rule.any.map(compileRule), true);
  return compileCondition(rule);
}

/** `decisive` is what one part alone decides: one false ends `all`, one true ends `any`. */
function together(parts: readonly InSegment[], decisive: boolean): InSegment {
  return (subject) => {
    let isOpen = false;
    for (const part of parts) {
      const met = part(subject);
      if (met === decisive) return decisive;
      isOpen ||= met === undefined;
    }
    return isOpen ? undefined : !decisive;
  };
}

function compileCondition(condition: SegmentCondition): InSegment {
  const field = fieldOf(condition.field);
  if (!field) throw new Error('a rule was not checked: it asks a field that does not exist');
  const meets = testOf(condition, field);
  return (subject) => {
    if (field.isLookedUp === true && subject.lookedUp === undefined) return undefined;
    const value = field.read(subject);
    if (condition.op === 'unknown') return value === undefined;
    return value !== undefined && meets(value, subject);
  };
}

type Test = (value: SegmentScalar, subject: SegmentSubject) => boolean;

function testOf({ field: name, op, value }: SegmentCondition, field: SegmentField): Test {
  const days = typeof value === 'number' ? value : 0;
  switch (op) {
    case 'known':
      return () => true;
    case 'unknown':
      return () => false;
    case 'within-days':
      return (day, { today }) => String(day) <= today && String(day) >= daysAfter(today, -days);
    case 'older-than-days':
      return (day, { today }) => String(day) < daysAfter(today, -days);
    case 'in-next-days':
      return (day, { today }) => String(day) >= today && String(day) <= daysAfter(today, days);
    case 'falls-today':
      return (day, { today }) => daysUntilMonthDay(monthDayOf(String(day)), today) === 0;
    case 'falls-in-next-days':
      return (day, { today }) => daysUntilMonthDay(monthDayOf(String(day)), today) <= days;
    case 'in':
    case 'not-in': {
      const wanted = listOf(value);
      return (one) => wanted.some((other) => compare(name, field, one, other) === 0) === (op === 'in');
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [wanted = ''] = listOf(value);
      return (one) => holds(op, compare(name, field, one, wanted));
    }
  }
}

const listOf = (value: SegmentCondition['value']): readonly SegmentScalar[] => {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [value];
};

function holds(op: '=' | '!=' | '<' | '<=' | '>' | '>=', order: number | undefined): boolean {
  if (order === undefined) return false;
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Below, at or above 0 as `a` is less than, equal to or more than `b`; undefined when they cannot be compared. */
function compare(name: string, field: SegmentField, a: SegmentScalar, b: SegmentScalar): number | undefined {
  if (field.type === 'rank' && field.values)
    return field.values.indexOf(String(b)) - field.values.indexOf(String(a));
  if (name.startsWith(ATTRIBUTE) && typeof b === 'number') {
    // Attributes are kept as they came, as text.
    const number = numberIn(String(a).trim());
    return Number.isNaN(number) ? undefined : number - b;
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a).toLowerCase(), String(b).toLowerCase()];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

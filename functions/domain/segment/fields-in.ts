import type { SegmentRule } from './rule.ts';

/** The fields that a rule asks about, in the order in which it names them, each once. */
export function fieldsIn(rule: SegmentRule): readonly string[] {
  if ('field' in rule) return [rule.field];
  if ('not' in rule) return fieldsIn(rule.not);
  return [...new Set(('all' in rule ? rule.all : rule.any).flatMap(fieldsIn))];
}

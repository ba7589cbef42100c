import * as z from 'zod';

const Rule = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ suffix: z.string() }),
  z.strictObject({ 'equals-ignore-case': z.string() }),
  z.strictObject({
    'anything-but': z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]),
  }),
  z.strictObject({ numeric: z.array(z.union([z.string(), z.number()])) }),
]);
type Rule = z.infer<typeof Rule>;

const Fields = z.record(z.string(), z.unknown());

/**
 * Whether an event fits a Lambda filter pattern: every field of the pattern is a list of rules of which one
 * must hold, or an object that is compared further down; `$or` holds when one alternative does.
 * @throws z.ZodError for a rule that is not known here
 */
export function fitsPattern(pattern: unknown, event: unknown): boolean {
  const fields = Fields.safeParse(event).data ?? {};
  return Object.entries(Fields.parse(pattern)).every(([key, expected]) => {
    if (key === '$or')
      return z
        .array(z.unknown())
        .parse(expected)
        .some((one) => fitsPattern(one, event));
    const value = fields[key];
    if (!Array.isArray(expected)) return fitsPattern(expected, value);
    // Of a list in the event one member has to fit.
    const values: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
    return expected.some((rule) => values.some((one) => holds(Rule.parse(rule), one)));
  });
}

function holds(rule: Rule, value: unknown): boolean {
  if (rule === null || typeof rule !== 'object') return value === rule;
  if ('exists' in rule) return (value !== undefined) === rule.exists;
  if ('prefix' in rule) return typeof value === 'string' && value.startsWith(rule.prefix);
  if ('suffix' in rule) return typeof value === 'string' && value.endsWith(rule.suffix);
  if ('equals-ignore-case' in rule) {
    return typeof value === 'string' && value.toLowerCase() === rule['equals-ignore-case'].toLowerCase();
  }
  if ('anything-but' in rule) {
    const excluded = [rule['anything-but']].flat();
    return value !== undefined && !excluded.some((one) => one === value);
  }
  return numericHolds(rule.numeric, value);
}

function numericHolds(terms: readonly (string | number)[], value: unknown): boolean {
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return false;
  for (let i = 0; i < terms.length; i += 2) {
    const bound = Number(terms[i + 1]);
    const ok =
      terms[i] === '='
        ? number === bound
        : terms[i] === '<'
          ? number < bound
          : terms[i] === '<='
            ? number <= bound
            : terms[i] === '>'
              ? number > bound
              : number >= bound;
    if (!ok) return false;
  }
  return true;
}

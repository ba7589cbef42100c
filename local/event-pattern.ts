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

/** Whether an event fits. */
type Filter = (event: unknown) => boolean;

/**
 * Makes a Lambda filter pattern ready: every field of the pattern is a list of rules of which one must hold, or an
 * object that is compared further down; `$or` holds when one alternative does.
 * @throws z.ZodError for a rule that is not known here
 */
export function compilePattern(pattern: unknown): Filter {
  const fields = Object.entries(Fields.parse(pattern)).map(([key, expected]): Filter => {
    if (key === '$or') {
      const alternatives = z.array(z.unknown()).parse(expected).map(compilePattern);
      return (event) => alternatives.some((fits) => fits(event));
    }
    if (!Array.isArray(expected)) {
      const below = compilePattern(expected);
      return (event) => below(fieldOf(event, key));
    }
    const rules = expected.map((rule) => Rule.parse(rule));
    return (event) => {
      const value = fieldOf(event, key);
      // Of a list in the event one member has to fit.
      const values: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
      return rules.some((rule) => values.some((one) => holds(rule, one)));
    };
  });
  return (event) => fields.every((fits) => fits(event));
}

/** As `compilePattern`, for a pattern that is used once. */
export const fitsPattern = (pattern: unknown, event: unknown): boolean => compilePattern(pattern)(event);

const fieldOf = (event: unknown, key: string): unknown =>
  typeof event === 'object' && event !== null && !Array.isArray(event) && Object.hasOwn(event, key)
    ? Reflect.get(event, key)
    : undefined;

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

import * as z from 'zod';

/**
 * Who belongs to a segment, as data: a condition on one field, or conditions put together by `all`, `any` and `not`.
 * `check.ts` says whether a rule makes sense, `evaluate.ts` asks a customer, `words.ts` reads it out.
 */
export type SegmentRule =
  | SegmentCondition
  | { readonly all: readonly SegmentRule[] }
  | { readonly any: readonly SegmentRule[] }
  | { readonly not: SegmentRule };

export interface SegmentCondition {
  /** A name of the catalogue in `fields.ts`, or `attribute.` and the name of a column of the firm's own. */
  readonly field: string;
  readonly op: SegmentOp;
  readonly value?: SegmentValue | undefined;
}

export type SegmentScalar = string | number | boolean;
type SegmentValue = SegmentScalar | readonly SegmentScalar[];

/**
 * `within-days` n and `older-than-days` n look back from today, `in-next-days` n ahead. The two `falls-…` ask for the day
 * of the year alone, whatever the year: birthdays and anniversaries.
 */
const segmentOps = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not-in',
  'known',
  'unknown',
  'within-days',
  'older-than-days',
  'in-next-days',
  'falls-today',
  'falls-in-next-days',
] as const;
const segmentOpSchema = z.enum(segmentOps);
export type SegmentOp = z.infer<typeof segmentOpSchema>;

const scalar = z.union([z.string().max(200), z.number(), z.boolean()]);
const condition = z.strictObject({
  field: z.string().min(1).max(100),
  op: segmentOpSchema,
  value: z.union([scalar, z.array(scalar).min(1).max(200)]).optional(),
});

/** The form of a rule; that its fields exist and its values fit them is for `checkRule` to say. */
export const segmentRuleSchema: z.ZodType<SegmentRule> = z.lazy(() =>
  z.union(
    [
      condition,
      z.strictObject({ all: z.array(segmentRuleSchema).max(100) }),
      z.strictObject({ any: z.array(segmentRuleSchema).min(1).max(100) }),
      z.strictObject({ not: segmentRuleSchema }),
    ],
    { error: 'is not a rule: {"field","op","value"}, {"all":[…]}, {"any":[…]} or {"not":…}' },
  ),
);

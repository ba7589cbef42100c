import * as z from 'zod';
import { campaignIdSchema } from '../ids.ts';
import { instantSchema, type Instant } from '../instant.ts';

/**
 * That a customer was over the line of a campaign when everybody was looked at. `crossedAt` is the look at which they
 * crossed, absent for those over it when the campaign began; `seenAt` is the last look at which they had not come back.
 */
export const overLineSchema = z.object({
  campaignId: campaignIdSchema,
  customerId: z.string(),
  crossedAt: instantSchema.optional(),
  seenAt: instantSchema,
});
export type OverLine = z.infer<typeof overLineSchema>;

/** Where a campaign draws its line: crossed at `from`, and to be crossed again only after a look found less than `back`. */
interface Line {
  readonly from: number;
  readonly back: number;
}

interface Look {
  /** When this look at everybody began. */
  readonly at: Instant;
  /** When the one before it began; undefined where there was none under this line. */
  readonly before: Instant | undefined;
}

/** Whether what is measured says anything here: below `back` there is nothing to know and nothing to keep. */
export const isNearLine = (measured: number | undefined, { back }: Line): measured is number =>
  measured !== undefined && measured >= back;

/**
 * What one look at a customer means: whether they cross the line, and what to keep. Who is over it at the first look has
 * not crossed. Between `back` and `from` somebody stays what they were, so that a measure that flaps crosses once. The
 * same look, taken again, says the same.
 */
export function crossing(
  customer: Pick<OverLine, 'campaignId' | 'customerId'>,
  measured: number,
  line: Line,
  known: OverLine | undefined,
  { at, before }: Look,
): { readonly crosses: boolean; readonly keep: OverLine | undefined } {
  if (known?.seenAt === at) return { crosses: known.crossedAt === at, keep: undefined };
  const wasOver = known !== undefined && before !== undefined && known.seenAt >= before;
  if (wasOver) return { crosses: false, keep: { ...known, seenAt: at } };
  if (measured < line.from) return { crosses: false, keep: undefined };
  const { campaignId, customerId } = customer;
  const crosses = before !== undefined;
  return { crosses, keep: { campaignId, customerId, seenAt: at, ...(crosses && { crossedAt: at }) } };
}

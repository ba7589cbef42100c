import * as z from 'zod';
import { dayOf, instantSchema, daySchema, plusDays, type Day } from '../instant.ts';
import { minorUnitsSchema } from '../money.ts';
import { armSchema } from './arm.ts';
import type { CustomerOutcome } from './customer-outcome.ts';
import { asItStands } from './leaving.ts';

/**
 * One customer in one experiment, from the draw on. The first draw stands: a customer takes part once.
 * It holds no name and no address.
 */
export const participationSchema = z.object({
  experiment: z.string(),
  customerId: z.string(),
  version: z.int(),
  arm: armSchema,
  at: instantSchema,
  /** Expected yearly margin of the customer at that moment: what keeping them is worth. */
  worth: minorUnitsSchema,
  /** Groups that reports are cut by, such as `{"tier":"gold","band":"high"}`. */
  strata: z.record(z.string(), z.string()),
  /** The offer that was made, if one was: its cost counts when it is granted. */
  offerId: z.string().optional(),
  /** What became of the customer within the window, as far as we were told. */
  outcome: z
    .object({
      kept: z.boolean(),
      on: daySchema,
      /** Margin bought within the window. */
      bought: minorUnitsSchema,
      /** What the treatment cost by then: an offer that was granted. */
      cost: minorUnitsSchema,
    })
    .optional(),
});
export type Participation = z.infer<typeof participationSchema>;

/** Outcomes count until this many days after the draw. */
export const WINDOW_DAYS = 90;

const lastDay = (participation: Pick<Participation, 'at'>): Day =>
  dayOf(plusDays(participation.at, WINDOW_DAYS));

/**
 * The participation with one more word about its customer, or undefined when the word changes nothing: it speaks of a
 * day outside the window, or says less than is known. Whoever left stays lost, whatever comes in after it, unless they took
 * back a leaving that our own house told, be it after the window; the order in which words arrive makes no difference.
 * @param cost what the treatment has cost, in minor units
 * @param said all that was said of the customer, this word among it: needed for a word of our own house
 */
export function withOutcome(
  participation: Participation,
  word: CustomerOutcome,
  cost: number,
  said?: readonly CustomerOutcome[],
): Participation | undefined {
  const within = ({ on }: Pick<CustomerOutcome, 'on'>): boolean =>
    on >= dayOf(participation.at) && on <= lastDay(participation);
  const known = participation.outcome;
  const isRight =
    within(word) || (said !== undefined && known?.kept === false && word.on > lastDay(participation));
  if (!isRight) return undefined;
  const { kind, on, amount = 0 } = word;
  const kept =
    said === undefined
      ? kind !== 'left' && known?.kept !== false
      : !asItStands(said).some((one) => one.kind === 'left' && within(one));
  const outcome = {
    kept,
    on: known && (known.on >= on || !within(word)) ? known.on : on,
    bought: (known?.bought ?? 0) + (kind === 'bought' ? amount : 0),
    cost,
  };
  const same =
    known !== undefined &&
    (['kept', 'on', 'bought', 'cost'] as const).every((field) => known[field] === outcome[field]);
  return same ? undefined : { ...participation, version: participation.version + 1, outcome };
}

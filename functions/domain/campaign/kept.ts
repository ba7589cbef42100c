import * as z from 'zod';
import type { CustomerOutcome } from '../experiment/customer-outcome.ts';
import { asItStands } from '../experiment/leaving.ts';
import { WINDOW_DAYS } from '../experiment/participation.ts';
import { dayOf, daysAfter, daySchema, plusDays, type Day } from '../instant.ts';
import { campaignIdSchema } from '../ids.ts';
import type { Campaign } from './campaign.ts';
import { isReached, type Journey } from './journey.ts';

/** That a customer was counted as kept by a campaign, or no longer is. */
export const keptMarkSchema = z.object({
  campaignId: campaignIdSchema,
  customerId: z.string(),
  version: z.int(),
  /** Day of the first step that reached them: their window begins. */
  from: daySchema,
  kept: z.boolean(),
});
export type KeptMark = z.infer<typeof keptMarkSchema>;

/** The day on which a campaign first reached its customer by mail or by a person; undefined when it has not. */
function reachedOn({ done }: Pick<Journey, 'done'>): Day | undefined {
  // A reserved step may have gone out: a crash in between loses a mail, and more often only the note of it.
  const first = done.find(isReached);
  return first && dayOf(first.at);
}

/**
 * Whether a word about this day can say anything of somebody whom a campaign reached: their windows begin between its
 * start and its end. A day of room on both sides: clocks differ, and a mail reserved before a campaign was stopped may go
 * out minutes after.
 */
export function measuresOn(
  { startedAt, finishedAt }: Pick<Campaign, 'startedAt' | 'finishedAt'>,
  on: Day,
): boolean {
  if (startedAt === undefined || on < dayOf(plusDays(startedAt, -1))) return false;
  return finishedAt === undefined || on <= dayOf(plusDays(finishedAt, WINDOW_DAYS + 1));
}

/**
 * Whether a campaign kept a customer: within as many days of its first step as experiments look at, somebody said that
 * they stayed or bought, and nobody that they left. Worked out from all that was said, so that neither order nor
 * repetition makes a difference; the window stays where it began, also when the customer enters again.
 * @param before the mark as it is, if there is one
 * @returns the mark as it shall be, or undefined when nothing changes
 */
export function keptAfter(
  { campaignId, customerId, done }: Pick<Journey, 'campaignId' | 'customerId' | 'done'>,
  said: readonly Pick<CustomerOutcome, 'kind' | 'on' | 'source' | 'at'>[],
  before: KeptMark | undefined,
): KeptMark | undefined {
  const from = before?.from ?? reachedOn({ done });
  if (from === undefined) return undefined;
  const through = daysAfter(from, WINDOW_DAYS);
  const heard = asItStands(said).filter(({ on }) => on >= from && on <= through);
  const kept = heard.length > 0 && heard.every(({ kind }) => kind !== 'left');
  if (kept === (before?.kept ?? false)) return undefined;
  return { campaignId, customerId, version: (before?.version ?? 0) + 1, from, kept };
}

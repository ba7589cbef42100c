import * as z from 'zod';
import { campaignIdSchema } from '../ids.ts';
import { instantSchema, plusSeconds, type Instant } from '../instant.ts';

/** What those who approve were told of the offers of one campaign that wait for them. */
export const approvalNoticeSchema = z.object({
  campaignId: campaignIdSchema,
  version: z.int(),
  /** When they were last told, or somebody set about it. */
  toldAt: instantSchema,
  /** Offers that had been put before a second person by then, all together; the campaign's progress counts them. */
  asked: z.int(),
});
export type ApprovalNotice = z.infer<typeof approvalNoticeSchema>;

/** A campaign may ask about a thousand customers in an hour: one mail says so. */
const SECONDS_BETWEEN_NOTICES = 3600;

/** Whether there is something that they do not know of, and they were not told of others a moment ago. */
export const hasToBeNoticed = (notice: ApprovalNotice | undefined, asked: number, at: Instant): boolean =>
  asked > (notice?.asked ?? 0) &&
  (notice === undefined || at >= plusSeconds(notice.toldAt, SECONDS_BETWEEN_NOTICES));

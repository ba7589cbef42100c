import { plusDays, type Instant } from '../instant.ts';
import type { CampaignStep } from './definition.ts';

/** The link of a question works this much longer than its step waits: a late answer is recorded. */
const LATE_DAYS = 30;

/** Until when the link of a question opens that was asked at this moment. */
export const questionEndsAt = (
  { waitDays }: Pick<CampaignStep & { readonly do: 'ask' }, 'waitDays'>,
  askedAt: Instant,
): Instant => plusDays(askedAt, waitDays + LATE_DAYS);

import type { Queue } from '../case/case.ts';
import type { Tier } from '../customer/customer.ts';
import type { Instant } from '../instant.ts';
import { addBusinessDays, addBusinessHours } from './calendar.ts';
import type { BusinessCalendar } from './calendar.ts';

/** 1 is the lowest. */
type Severity = 1 | 2 | 3 | 4;
/** One value per severity, 1 to 4. */
type BySeverity = readonly [number, number, number, number];

/**
 * The firm's own promises: no law asks for them, statutory clocks come beside them. A higher tier or a higher
 * severity never waits longer. Another number holds for what is promised from then on: an open case keeps its due time.
 */
const ownClocks = {
  /** Business days until the case is resolved, to the close of the last one. */
  resolutionDays: {
    diamond: [3, 2, 1, 1],
    gold: [4, 3, 2, 1],
    silver: [5, 4, 3, 1],
    standard: [5, 4, 3, 2],
  },
  /** Business hours until somebody says "mine", on every rung of the ladder. */
  acknowledgeHours: {
    diamond: [2, 2, 1, 1],
    gold: [4, 3, 2, 1],
    silver: [4, 4, 3, 2],
    standard: [4, 4, 3, 2],
  },
  /** Business days until a question is answered; it has no severity worth telling apart. */
  enquiryDays: { diamond: 1, gold: 1, silver: 2, standard: 2 },
  /** Business days until a person has spoken with a customer who leaves; the confirmation itself goes out at once. */
  cancellationDays: { diamond: 1, gold: 1, silver: 1, standard: 1 },
} as const satisfies {
  resolutionDays: Record<Tier, BySeverity>;
  acknowledgeHours: Record<Tier, BySeverity>;
  enquiryDays: Record<Tier, number>;
  cancellationDays: Record<Tier, number>;
};

/** What decides how long our own clocks run. */
interface Standing {
  readonly tier: Tier;
  readonly severity: Severity;
}

const at = (row: BySeverity, severity: Severity): number => {
  const [lowest, second, third, highest] = row;
  switch (severity) {
    case 1:
      return lowest;
    case 2:
      return second;
    case 3:
      return third;
    case 4:
      return highest;
  }
};

/** When the case has to be resolved: the close of a business day. */
export const resolutionDueAt = (
  calendar: BusinessCalendar,
  from: Instant,
  tier: Tier,
  severity: Severity,
): Instant => addBusinessDays(calendar, from, at(ownClocks.resolutionDays[tier], severity));

/** When somebody has to have acknowledged the case on the rung it reached at `from`. */
export const acknowledgeDueAt = (
  calendar: BusinessCalendar,
  from: Instant,
  { tier, severity }: Standing,
): Instant => addBusinessHours(calendar, from, at(ownClocks.acknowledgeHours[tier], severity));

/** When a person's turn that began at `from` has to be over, by the queue it stands in. */
export function queueDueAt(
  calendar: BusinessCalendar,
  from: Instant,
  { queue, tier, severity }: Standing & { readonly queue: Queue },
): Instant {
  switch (queue) {
    case 'complaints':
      return resolutionDueAt(calendar, from, tier, severity);
    case 'enquiries':
      return addBusinessDays(calendar, from, ownClocks.enquiryDays[tier]);
    case 'cancellations':
      return addBusinessDays(calendar, from, ownClocks.cancellationDays[tier]);
  }
}

/**
 * The date every customer is told at receipt, before anything is known of them: the clock of the standard tier and
 * the lowest severity. Every other promise is nearer or the same, so that a later fact only ever brings it nearer
 * (`earliest` of the two).
 */
export const answerBy = (calendar: BusinessCalendar, receivedAt: Instant): Instant =>
  resolutionDueAt(calendar, receivedAt, 'standard', 1);

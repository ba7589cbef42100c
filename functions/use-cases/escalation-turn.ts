import { isOpen, tierOf, type Case, type Queue } from '../domain/case/case.ts';
import type { Happened } from '../domain/case/change.ts';
import { acknowledgeDueAt, queueDueAt } from '../domain/clock/own-clocks.ts';
import type { Tier } from '../domain/customer/customer.ts';
import type { Instant } from '../domain/instant.ts';
import type { Firm } from './firm.ts';

/** Leaving comes before the kind: who leaves is spoken with sooner. */
function queueOf(record: Case): Queue {
  if (record.kind === 'cancellation' || record.cancellationAt !== undefined) return 'cancellations';
  return record.kind === 'enquiry' ? 'enquiries' : 'complaints';
}

/**
 * Puts a case in front of a person: which queue, why, and the two times that the ladder watches.
 * @param tier where more is known of the customer than the case says yet
 */
export function escalate(
  firm: Firm,
  record: Case,
  reasons: readonly string[],
  at: Instant,
  tier: Tier = tierOf(record),
): Happened {
  const queue = queueOf(record);
  const severity = record.triaged?.severity ?? 1;
  return {
    happening: {
      type: 'CaseEscalated',
      queue,
      reasons: [...reasons],
      dueAt: queueDueAt(firm.calendar, at, { queue, tier, severity }),
      acknowledgeBy: acknowledgeDueAt(firm.calendar, at, { tier, severity }),
    },
    dispatch: 'escalation',
  };
}

/** Ends the wait of this turn's machine, through the stream. */
export const wakesTurn = (record: Case): Pick<Happened, 'dispatch' | 'wakes'> =>
  record.person ? { dispatch: 'wake', wakes: { wait: 'person', round: record.person.round } } : {};

/** A person has the case, and it is not settled yet. */
export const isWithPerson = (record: Case): boolean => record.person !== undefined && isOpen(record.status);

import { plusSeconds, type Instant } from '../instant.ts';
import type { Case } from './case.ts';

/** When a case next needs somebody: in a queue by its due time, or for the sweeper at an hour. */
type Attention =
  | { readonly kind: 'queue'; readonly queue: string; readonly at: Instant }
  | { readonly kind: 'due'; readonly at: Instant };

/** Recovery answers within seconds; a case still untouched after an hour lost its workflow and is started again. */
const STUCK_AFTER_SECONDS = 3600;

/** The machine's own timer goes first; the sweeper only finds what it lost. */
const GRACE_SECONDS = 3600;

/**
 * What an open case needs next, and when. Every status has an answer, so no promise is without an action:
 * a queue for a person, an hour of due work for the sweeper, nothing for an ended case.
 */
export function attentionOf(record: Case): Attention | undefined {
  switch (record.status) {
    case 'received':
    case 'in-recovery':
      return { kind: 'due', at: plusSeconds(record.restartedAt ?? record.receivedAt, STUCK_AFTER_SECONDS) };
    case 'awaiting-customer':
      return record.person
        ? { kind: 'queue', queue: record.person.queue, at: record.person.dueAt }
        : { kind: 'due', at: plusSeconds(record.offerValidUntil ?? record.answerBy, GRACE_SECONDS) };
    case 'with-person':
      return record.person
        ? { kind: 'queue', queue: record.person.queue, at: record.person.dueAt }
        : { kind: 'due', at: record.answerBy };
    case 'resolved':
      return { kind: 'due', at: record.closeAt ?? record.receivedAt };
    case 'closed':
      return record.kind === 'spam'
        ? { kind: 'queue', queue: 'quarantine', at: record.receivedAt }
        : undefined;
    case 'withdrawn':
      return undefined;
  }
}

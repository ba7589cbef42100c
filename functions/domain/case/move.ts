import type { CaseStatus } from './case.ts';

/** Where a case may go next. Reopening continues the episode, so an ended case can only return to a person. */
const nextStatuses = {
  received: ['in-recovery', 'awaiting-customer', 'with-person', 'resolved', 'closed', 'withdrawn'],
  'in-recovery': ['awaiting-customer', 'with-person', 'resolved', 'closed', 'withdrawn'],
  'awaiting-customer': ['with-person', 'resolved', 'closed', 'withdrawn'],
  'with-person': ['awaiting-customer', 'resolved', 'closed', 'withdrawn'],
  resolved: ['closed', 'with-person'],
  closed: ['with-person', 'received', 'withdrawn'],
  withdrawn: ['with-person'],
} as const satisfies Record<CaseStatus, readonly CaseStatus[]>;

/** Whether a case may come from one status to the other; staying where it is is no move. */
export function mayMove(from: CaseStatus, to: CaseStatus): boolean {
  const allowed: readonly CaseStatus[] = nextStatuses[from];
  return from === to || allowed.includes(to);
}

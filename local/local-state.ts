import type { DeadLetter } from './dead-letters.ts';
import type { Execution } from './execution.ts';
import type { StoreUse } from './store-proxy.ts';

/** What a run has used, as AWS would count it. Counted since the start, not kept. */
export interface Metrics {
  readonly store: StoreUse;
  /** State transitions of Standard workflows, retries included. */
  transitions: number;
  mails: number;
  /** By function folder name. */
  readonly invocations: Readonly<Record<string, number>>;
}

export interface LocalState {
  readonly now: string;
  readonly quiet: boolean;
  /** Entries waiting for their moment. */
  readonly due: number;
  readonly executions: Readonly<Record<string, number>>;
  readonly deadLetters: readonly DeadLetter[];
  readonly metrics: Metrics;
}

/** How many executions there are in each state; one that waits is told from one that runs. */
export function countExecutions(executions: readonly Execution[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, waiting } of executions) {
    const name = status === 'RUNNING' && waiting ? 'WAITING' : status;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

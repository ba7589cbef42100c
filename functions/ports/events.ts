import type { DomainEvent } from '../domain/event/domain-event.ts';

/** Tells the firm's other systems what happened. */
export interface EventBus {
  /**
   * Tells events in this order.
   * @returns how many of them, from the first on, the bus has; where not all, `why`. The rest is told again, under the same
   *   ids, and some of it may have been taken
   */
  tell(events: readonly DomainEvent[]): Promise<{ readonly told: number; readonly why?: unknown }>;
}

/** What is kept so that a month's budget rings once. */
export interface BudgetWarnings {
  /** Keeps the warning, unless there is one for this period; that it was kept comes back through the stream. */
  warn(warning: {
    readonly period: string;
    readonly committed: number;
    readonly limit: number;
    readonly at: string;
  }): Promise<void>;
}

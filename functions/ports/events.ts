import type { DomainEvent } from '../domain/event/domain-event.ts';

/** Tells the firm's other systems what happened. */
export interface EventBus {
  /** @throws when the bus does not take it; it is then told again, under the same id */
  tell(event: DomainEvent): Promise<void>;
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

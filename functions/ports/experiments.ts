import type { CustomerOutcome } from '../domain/experiment/customer-outcome.ts';
import type { Participation } from '../domain/experiment/participation.ts';
import type { Tally } from '../domain/experiment/tally.ts';
import type { Day } from '../domain/instant.ts';

/** Who takes part in which experiment, what became of them, and the running sums of both. */
export interface Experiments {
  /** The first draw stands. */
  enter(participation: Participation): Promise<'entered' | 'known'>;
  /**
   * Names another offer in place of one that never reached the customer; `stale` when the participation was changed after
   * it was read, by an outcome that was counted.
   */
  offerAnew(before: Participation, offerId: string): Promise<'done' | 'stale'>;
  ofCustomer(customerId: string): Promise<readonly Participation[]>;
  /** Keeps what was said about a customer. `known` when the same was said before; that changes nothing. */
  note(outcome: CustomerOutcome): Promise<'noted' | 'known'>;
  /** What was said about a customer, in the order of days. */
  outcomesOf(customerId: string): Promise<readonly CustomerOutcome[]>;
  /**
   * Counts one outcome in one experiment: the participation and its tallies change in one step. `counted` when this
   * outcome was counted there before, `stale` when somebody changed the participation after it was read.
   */
  count(
    outcome: CustomerOutcome,
    before: Participation,
    after: Participation,
  ): Promise<'done' | 'counted' | 'stale'>;
  /** Running sums by day of the draw, from and to included. */
  tallies(experiment: string, from: Day, to: Day): Promise<readonly Tally[]>;
  /** Everybody who took part, drawn from and to included: what the sums are recounted from. */
  participations(experiment: string, from: Day, to: Day): Promise<readonly Participation[]>;
}

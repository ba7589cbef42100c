import type { Instant } from '../domain/instant.ts';
import type { Decision } from '../domain/offer/decision.ts';
import type { Page } from './cases.ts';

/** One choice of an offer, and the case it was made on; a campaign's names the offer, made or not. */
export interface LoggedDecision {
  readonly caseId?: string;
  readonly offerId?: string;
  readonly decision: Decision;
}

/** Every choice of an offer that the policy made, oldest first. */
export interface DecisionLog {
  /** Decisions from `from` (included) to `to` (not). @param cursor of the page before */
  between(from: Instant, to: Instant, cursor?: string, limit?: number): Promise<Page<LoggedDecision>>;
}

import { millis, type Instant } from '../instant.ts';
import type { BudgetState } from './budget.ts';

/**
 * What an offer must bring for each unit it costs, when the month's money goes faster than the month: a budget that is
 * spent on small gains in the first days has nothing left for great ones. A tenth ahead of the calendar asks for ten
 * times the cost; behind it, nothing is asked beyond the floor. The return asked for finds its level by itself, as a
 * price does (Balseiro, Lu and Mirrokni 2020 show that such pacing comes near the best in hindsight).
 */
const RETURN_FOR_ALL_AHEAD = 100;

/** @returns 0 while the spending of the period is not ahead of its days */
export function returnAsked(budget: BudgetState, at: Instant): number {
  if (budget.limit === 0) return 0;
  const start = `${budget.period}-01T00:00:00.000Z`;
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + 1);
  const passed = (millis(at) - millis(start)) / (end.getTime() - millis(start));
  return RETURN_FOR_ALL_AHEAD * Math.max(0, budget.held / budget.limit - passed);
}

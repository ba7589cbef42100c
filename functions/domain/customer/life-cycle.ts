import { MS_PER_DAY, type Day } from '../instant.ts';
import { namesContract } from './contract.ts';
import type { LifeCycle } from './customer.ts';

/** What the life cycle is read from; days are calendar days, absent is unknown. */
export interface ActivityFacts {
  readonly orders?: number | undefined;
  readonly lastOrderOn?: Day | undefined;
  /** Median days between this customer's orders. */
  readonly rhythmDays?: number | undefined;
  readonly since?: Day | undefined;
  readonly contractType?: string | undefined;
  readonly contractEndsOn?: Day | undefined;
}

/** Assumed where a customer's own rhythm is not known yet: a quarter, our judgement. */
const TYPICAL_RHYTHM_DAYS = 90;
/** Two gaps are the least that can be called a rhythm. */
const ORDERS_FOR_A_RHYTHM = 3;
const STABLE_FROM_ORDERS = 4;
const FORMING_UNTIL_DAYS = 90;

/**
 * Gaps in multiples of the median gap m. If orders come independently of each other, a gap longer than k · m has the
 * chance 2^-k: beyond 3 one customer in eight is merely late, beyond 6 one in sixty-four.
 */
const DECLINING_BEYOND = 3;
const LOST_BEYOND = 6;

const daysFrom = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

/**
 * Where the relationship stands on `today`. Orders are measured against the customer's own rhythm; a running contract
 * is activity by itself. Without a rhythm of their own nobody is called lost for silence: unknown is not gone.
 * `undefined` when we know of neither order, contract nor start.
 */
export function lifeCycleOf(facts: ActivityFacts, today: Day): LifeCycle | undefined {
  if (facts.contractEndsOn !== undefined && facts.contractEndsOn < today) {
    // Days compare as text. After the end, only a purchase since then shows that they stayed.
    if (facts.lastOrderOn === undefined || facts.lastOrderOn <= facts.contractEndsOn) return 'lost';
  } else if (facts.contractEndsOn !== undefined || namesContract(facts.contractType)) {
    if (facts.since === undefined) return 'stable';
    return daysFrom(facts.since, today) < FORMING_UNTIL_DAYS ? 'forming' : 'stable';
  }
  if (facts.lastOrderOn === undefined) return facts.since === undefined ? undefined : 'exploring';

  const orders = facts.orders ?? 1;
  const ownRhythmDays = orders >= ORDERS_FOR_A_RHYTHM ? facts.rhythmDays : undefined;
  const silence = daysFrom(facts.lastOrderOn, today) / Math.max(1, ownRhythmDays ?? TYPICAL_RHYTHM_DAYS);
  if (silence > LOST_BEYOND && ownRhythmDays !== undefined) return 'lost';
  if (silence > DECLINING_BEYOND) return 'declining';
  if (orders >= STABLE_FROM_ORDERS) return 'stable';
  return orders >= 2 ? 'forming' : 'exploring';
}

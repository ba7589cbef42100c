import { plusDays, type Instant } from '../instant.ts';
import { addedBy, beliefKey, meanOf, segmentOf, type Learned, type OfferOutcome } from '../offer/belief.ts';
import { budgetPeriodOf, fitsBudget } from '../offer/budget.ts';
import { candidatesOf, netValuePolicy, type OfferSituation } from '../offer/candidates.ts';
import type { CatalogueOffer } from '../offer/catalogue.ts';
import { noOffer, type Candidate, type Decision } from '../offer/decision.ts';
import { planOffer } from '../offer/plan.ts';
import { neverOffered } from '../offer/used-offers.ts';
import { seededDice } from '../table/dice.ts';
import { seasonCustomers, type SeasonCustomer, type Truth } from './season-customers.ts';

interface SeasonOptions {
  readonly seed: number;
  readonly customers: number;
  readonly catalogue: readonly CatalogueOffer[];
  /** Minor units a month. */
  readonly budget: number;
  /** 0 to 1; held-out customers cost the policy what an offer would have brought. */
  readonly holdoutShare: number;
}

/** How one way to choose fared; amounts in minor units. */
export interface SeasonResult {
  readonly policy: string;
  readonly offers: number;
  readonly spent: number;
  readonly kept: number;
  /** Worth of the customers who stayed, less what offers cost. */
  readonly profit: number;
  /** The same as it is expected under the true response, less what no offers at all would bring: without luck. */
  readonly gained: number;
  /** What knowing the true response, with no budget and no holdout, would bring more. */
  readonly regret: number;
}

/** One decision of the current policy with its outcome: a line that `npm run -s policy` reads. */
interface SeasonLine {
  readonly decision: Decision;
  readonly risk: number;
  readonly worth: number;
  readonly outcome: { readonly kept: boolean; readonly cost: number };
}

/** An outcome is known this long after the offer. */
const OUTCOME_AFTER_DAYS = 60;
/** Share of customers that "highest risk first" makes offers to. */
const RISKIEST = 0.3;

/** A way to choose: an action and its cost, and what to remember of it. */
type Chooser = (
  customer: SeasonCustomer,
  situation: OfferSituation,
) => { readonly action: string; readonly cost: number; readonly decision?: Decision };

/**
 * A season of complaints by customers whose response is known, under several ways to choose an offer: the current
 * policy, which learns as outcomes come in, and the simple ones it must beat. All see the same customers and the same
 * luck.
 */
export function runSeason(options: SeasonOptions): {
  readonly results: readonly SeasonResult[];
  readonly log: readonly SeasonLine[];
} {
  const { customers, truth } = seasonCustomers(options);
  const log: SeasonLine[] = [];
  const best = customers.map((customer) => bestOf(customer, options.catalogue, truth));
  const dice = seededDice(options.seed + 1);
  const thompson: Chooser = (customer, situation) => {
    const decision = planOffer({
      ...situation,
      experiment: 'season',
      holdoutShare: options.holdoutShare,
      draw: dice.next(),
      seed: dice.next(),
      at: customer.at,
    });
    const made = decision.candidates.find(({ catalogueId }) => catalogueId === decision.action);
    return { action: decision.action, cost: made?.cost ?? 0, decision };
  };
  const risks = customers.map(({ risk }) => risk).sort((a, b) => b - a);
  const risky = risks[Math.floor(RISKIEST * risks.length)] ?? 1;
  const choosers: [string, Chooser][] = [
    ['current policy', thompson],
    ['no offers', () => ({ action: noOffer, cost: 0 })],
    ['always discount', (_, situation) => made(discountOf(situation))],
    [
      'rank by churn',
      (customer, situation) =>
        made(customer.risk < risky ? undefined : allowedIn({ ...situation, learned: {} })[0]),
    ],
  ];
  const results = choosers.map(([policy, choose]) => {
    const fared = play(customers, truth, options, choose, (line) => log.push(line));
    return { policy, ...fared, regret: best.reduce((sum, one) => sum + one, 0) - fared.gained };
  });
  return { results, log };
}

const made = (candidate: Candidate | undefined) => ({
  action: candidate?.catalogueId ?? noOffer,
  cost: candidate?.cost ?? 0,
});

/** What the catalogue and the budget allow, best first, whether it is expected to pay or not. */
const allowedIn = (situation: OfferSituation): readonly Candidate[] =>
  candidatesOf(situation).filter(
    ({ eligible, whyNot, cost = 0 }) =>
      eligible || (whyNot === 'does-not-pay' && fitsBudget(situation.budget, cost)),
  );

const discountOf = (situation: OfferSituation): Candidate | undefined =>
  allowedIn(situation)
    .filter((one) => one.catalogueId.includes('discount'))
    .sort((a, b) => (a.cost ?? 0) - (b.cost ?? 0))[0];

/** What an offer is expected to bring a customer more than none, under the true response. */
const gainOf = (customer: SeasonCustomer, effect: number, cost: number): number =>
  customer.risk * effect * customer.facts.value - cost;

function bestOf(customer: SeasonCustomer, catalogue: readonly CatalogueOffer[], truth: Truth): number {
  return Math.max(
    0,
    ...allowedIn(situationOf(customer, catalogue, {}, 0, Number.MAX_SAFE_INTEGER)).map(
      ({ catalogueId, cost = 0 }) => gainOf(customer, truth(customer, catalogueId), cost),
    ),
  );
}

const situationOf = (
  customer: SeasonCustomer,
  catalogue: readonly CatalogueOffer[],
  learned: Learned,
  held: number,
  limit: number,
): OfferSituation => ({
  catalogue,
  policy: netValuePolicy,
  customer: customer.facts,
  category: customer.category,
  churn: { probability: customer.risk },
  used: neverOffered,
  budget: { period: budgetPeriodOf(customer.at), limit, held },
  madeThisMonth: {},
  permission: 'allowed',
  learned,
});

function play(
  customers: readonly SeasonCustomer[],
  truth: Truth,
  { catalogue, budget }: SeasonOptions,
  choose: Chooser,
  keep: (line: SeasonLine) => void,
): Omit<SeasonResult, 'policy' | 'regret'> {
  const learned = new Map<string, Record<string, { kept: number; left: number }>>();
  const held = new Map<string, number>();
  const coming: { readonly at: Instant; readonly outcome: OfferOutcome }[] = [];
  const sums = { offers: 0, spent: 0, kept: 0, profit: 0, gained: 0 };
  for (const customer of customers) {
    while ((coming[0]?.at ?? '~') <= customer.at) teach(learned, coming.shift()?.outcome);
    const segment = segmentOf(customer.facts.tier);
    const period = budgetPeriodOf(customer.at);
    const situation = situationOf(
      customer,
      catalogue,
      learned.get(segment) ?? {},
      held.get(period) ?? 0,
      budget,
    );
    const { action, cost, decision } = choose(customer, situation);
    const effect = action === noOffer ? 0 : truth(customer, action);
    const kept = customer.luck >= customer.risk * (1 - effect);
    held.set(period, (held.get(period) ?? 0) + cost);
    sums.offers += action === noOffer ? 0 : 1;
    sums.spent += cost;
    sums.kept += kept ? 1 : 0;
    sums.profit += (kept ? customer.facts.value : 0) - cost;
    sums.gained += action === noOffer ? 0 : gainOf(customer, effect, cost);
    if (!decision) continue;
    keep({ decision, risk: customer.risk, worth: customer.facts.value, outcome: { kept, cost } });
    const chosen = decision.candidates.find(({ catalogueId }) => catalogueId === action);
    if (chosen?.belief === undefined) continue;
    coming.push({
      at: plusDays(customer.at, OUTCOME_AFTER_DAYS),
      outcome: {
        id: customer.id,
        offer: beliefKey({ id: chosen.catalogueId, version: chosen.catalogueVersion }),
        weighed: { segment, chanceWithout: 1 - customer.risk, effect: meanOf(chosen.belief) },
        kept,
      },
    });
  }
  return sums;
}

function teach(
  learned: Map<string, Record<string, { kept: number; left: number }>>,
  outcome: OfferOutcome | undefined,
): void {
  const added = outcome && addedBy(outcome, undefined);
  if (!added) return;
  const { segment } = outcome.weighed;
  const known = learned.get(segment) ?? {};
  const before = known[outcome.offer] ?? { kept: 0, left: 0 };
  learned.set(segment, {
    ...known,
    [outcome.offer]: { kept: before.kept + added.kept, left: before.left + added.left },
  });
}

import { plusDays, type Instant } from '../instant.ts';
import { tierOf } from '../customer/tier.ts';
import type { Tier } from '../customer/customer.ts';
import type { CatalogueOffer } from '../offer/catalogue.ts';
import type { OfferCustomer } from '../offer/eligibility.ts';
import { seededDice, type Dice } from '../table/dice.ts';

/** Somebody who complains once in the season. */
export interface SeasonCustomer {
  readonly id: string;
  readonly at: Instant;
  readonly facts: OfferCustomer;
  readonly category: string;
  /** True chance to leave without an offer; the score is taken as calibrated. */
  readonly risk: number;
  /** In [0, 1): who leaves with a chance above it, leaves. */
  readonly luck: number;
}

/** True share of leavers of this customer's kind whom an offer keeps. */
export type Truth = (customer: SeasonCustomer, catalogueId: string) => number;

const START = '2026-01-01T00:00:00.000Z';
const DAYS = 270;
const HOUR_MS = 3_600_000;
const THRESHOLDS = { diamond: 500_000, gold: 150_000, silver: 40_000 } as const;
const CATEGORIES = ['delivery.late', 'product.defect', 'service.quality', 'billing.overcharge', 'other'];

/**
 * Customers of a season in the order of their complaints: most of small worth, a few of great, most calm, some about to
 * leave. What an offer really does differs by tier and lies between nothing and twice what the catalogue believes.
 */
export function seasonCustomers({
  seed,
  customers,
  catalogue,
}: {
  readonly seed: number;
  readonly customers: number;
  readonly catalogue: readonly CatalogueOffer[];
}): { readonly customers: readonly SeasonCustomer[]; readonly truth: Truth } {
  const dice = seededDice(seed);
  const effects = new Map<string, number>();
  for (const { id, prior } of catalogue) {
    for (const tier of ['diamond', 'gold', 'silver', 'standard'] satisfies Tier[]) {
      effects.set(`${id} ${tier}`, Math.min(0.9, (prior.a / (prior.a + prior.b)) * 2 * dice.next()));
    }
  }
  const all = Array.from({ length: customers }, (_, n) => aCustomer(dice, n, customers));
  return { customers: all, truth: ({ facts }, id) => effects.get(`${id} ${facts.tier}`) ?? 0 };
}

function aCustomer(dice: Dice, n: number, of: number): SeasonCustomer {
  const value = Math.round(8_000 * Math.exp(2.2 * Math.abs(normal(dice))));
  const contract = dice.next() < 0.5;
  const at = Date.parse(plusDays(START, Math.floor((n / of) * DAYS))) + (n % 24) * HOUR_MS;
  return {
    id: `cus_${n}`,
    at: new Date(at).toISOString(),
    category: CATEGORIES[dice.upTo(CATEGORIES.length)] ?? 'other',
    facts: {
      known: true,
      tier: tierOf(value, THRESHOLDS),
      value,
      lifeCycle: 'stable',
      tenureDays: dice.upTo(2_000),
      contractType: contract ? 'one-year' : 'none',
      monthlyCharge: contract ? 1_500 + dice.upTo(6_000) : undefined,
      spend12m: Math.round(value * (1 + dice.next())),
    },
    risk: Math.min(0.95, 0.02 + 0.9 * dice.next() ** 2),
    luck: dice.next(),
  };
}

/** Standard normal by the sum of twelve: good enough for a spread of incomes. */
function normal(dice: Dice): number {
  let sum = -6;
  for (let n = 0; n < 12; n += 1) sum += dice.next();
  return sum;
}

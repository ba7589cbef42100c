import { plusDays, type Instant } from '../instant.ts';

const DAYS_PER_YEAR = 365;

/** What one customer had of us already; the limits per customer count against it. */
export interface UsedOffers {
  /** Catalogue id → how often in the last 365 days. */
  readonly lastYear: Readonly<Record<string, number>>;
  /** Catalogue ids used at any time. */
  readonly ever: readonly string[];
  /** Whether an offer waits for approval or for an answer right now. */
  readonly open: boolean;
}

export const neverOffered: UsedOffers = { lastYear: {}, ever: [], open: false };

/**
 * Counts what counts against a customer's limits: `made` lists the offers that were accepted or can still be
 * (`holdsBudget`). A declined or expired offer cost nothing and takes nothing from the limits.
 */
export function usedOffers(
  made: readonly { readonly catalogueId: string; readonly at: Instant }[],
  open: boolean,
  at: Instant,
): UsedOffers {
  const yearAgo = plusDays(at, -DAYS_PER_YEAR);
  const lastYear: Record<string, number> = {};
  for (const offer of made) {
    if (offer.at >= yearAgo) lastYear[offer.catalogueId] = (lastYear[offer.catalogueId] ?? 0) + 1;
  }
  return { lastYear, ever: [...new Set(made.map((offer) => offer.catalogueId))].sort(), open };
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { OfferChange } from '../../domain/case/change.ts';
import { offerSchema } from '../../domain/offer/offer.ts';
import type { Offers } from '../../ports/offers.ts';
import type { CaseStore } from './case-store.ts';

/** Offers for tests; they change together with their case (`cases.ts`). */
export function memoryOffers(store: CaseStore): Offers {
  return {
    byId: async (offerId) => store.offers.get(offerId),

    async due(since, until) {
      return [...store.offers.values()]
        .filter(
          ({ status, validUntil }) =>
            status === 'open' && validUntil >= since.slice(0, 13) && validUntil <= until,
        )
        .sort((a, b) => (`${a.validUntil}#${a.id}` < `${b.validUntil}#${b.id}` ? -1 : 1));
    },

    async standing(customerKey, budgetPeriod) {
      const { version, made } = store.limits.get(customerKey) ?? { version: 0, made: {} };
      return {
        held: store.budgets.get(budgetPeriod)?.committed ?? 0,
        limits: { customerKey, version, made: { ...made } },
      };
    },
  };
}

const budgetOf = (store: CaseStore, period: string): { committed: number; spent: number } =>
  store.budgets.get(period) ?? { committed: 0, spent: 0 };

/** What stands in the way of a change of an offer; the limits are looked at before the budget. */
export function offerRefused(
  store: CaseStore,
  change: OfferChange,
): 'limit' | 'budget' | 'answered' | undefined {
  if (change.kind === 'settle')
    return store.offers.get(change.before.id)?.version === change.before.version ? undefined : 'answered';
  const { offer, limits, budgetLimit } = change;
  if ((store.limits.get(limits.customerKey)?.version ?? 0) !== limits.version) return 'limit';
  return budgetOf(store, offer.budgetPeriod).committed + offer.cost > budgetLimit ? 'budget' : undefined;
}

export function changeOffer(store: CaseStore, change: OfferChange): void {
  if (change.kind === 'reserve') {
    const { offer, limits } = change;
    const { committed, spent } = budgetOf(store, offer.budgetPeriod);
    store.offers.set(offer.id, offerSchema.parse(offer));
    store.budgets.set(offer.budgetPeriod, { committed: committed + offer.cost, spent });
    store.limits.set(limits.customerKey, {
      version: limits.version + 1,
      made: {
        ...limits.made,
        [offer.id]: { catalogueId: offer.catalogueId, at: offer.madeAt, open: true },
      },
    });
    return;
  }
  const { before, after, budget } = change;
  store.offers.set(after.id, offerSchema.parse(after));
  if (budget === 'keep') return;
  const { committed, spent } = budgetOf(store, before.budgetPeriod);
  const limits = store.limits.get(before.customerKey);
  if (!limits) throw new Error(`${before.id} settles against limits that were never written`);
  const { [before.id]: counted, ...others } = limits.made;
  const spends = budget === 'spend';
  store.budgets.set(before.budgetPeriod, {
    committed: spends ? committed : committed - before.cost,
    spent: spends ? spent + before.cost : spent,
  });
  store.limits.set(before.customerKey, {
    version: limits.version + 1,
    made: spends && counted ? { ...others, [before.id]: { ...counted, open: false } } : others,
  });
}

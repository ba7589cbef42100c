/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { OfferChange } from '../../domain/case/change.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { offerDueAt } from '../../domain/offer/due.ts';
import { offerSchema, type Offer } from '../../domain/offer/offer.ts';
import { voucherSchema } from '../../domain/offer/voucher.ts';
import type { Approvals, CampaignOffers, Offers } from '../../ports/offers.ts';
import { keepOfferFact, type CaseStore, type KeptBudget } from './case-store.ts';
import { keepPosting } from './points.ts';

const isAwaiting = ({ status, campaign }: Offer): boolean => status === 'awaiting-approval' && !!campaign;

/** Offers for tests; they change together with their case (`cases.ts`). */
export function memoryOffers(store: CaseStore): Offers {
  return {
    byId: async (offerId) => store.offers.get(offerId),

    async due(since, until) {
      return [...store.offers.values()]
        .flatMap((offer) => ({ offer, at: offerDueAt(offer) ?? '' }))
        .filter(({ offer, at }) => !isAwaiting(offer) && at >= since.slice(0, 13) && at <= until)
        .sort((a, b) => (`${a.at}#${a.offer.id}` < `${b.at}#${b.offer.id}` ? -1 : 1))
        .map(({ offer }) => offer);
    },

    voucher: async (code) => store.vouchers.get(code),

    async redeem(code, usedFor, at) {
      const there = store.vouchers.get(code);
      if (!there || there.redeemedAt !== undefined) return there;
      const used = { ...there, redeemedAt: at, redeemedFor: usedFor };
      store.vouchers.set(code, used);
      return used;
    },

    async standing(customerKey, budgetPeriod, segment) {
      const { version, made } = store.limits.get(customerKey) ?? { version: 0, made: {} };
      const budget = budgetOf(store, budgetPeriod);
      return {
        held: budget.committed,
        spent: budget.spent,
        made: { ...budget.made },
        edition: store.editions.at(-1)?.edition ?? 0,
        limits: { customerKey, version, made: { ...made } },
        learned: segment === undefined ? {} : (store.learned.get(segment) ?? {}),
      };
    },
  };
}

/** Offers that wait for a second person, for tests. */
export function memoryApprovals(store: CaseStore): Approvals {
  const waiting = () =>
    [...store.offers.values()]
      .flatMap((offer) => ({ offer, sort: `${offer.validUntil}#${offer.id}` }))
      .filter(({ offer }) => isAwaiting(offer))
      .sort((a, b) => (a.sort < b.sort ? -1 : 1));
  return {
    async waiting(cursor, limit = 50) {
      const after = placeOf(cursor ?? '') ?? '0';
      const found = waiting().filter(({ sort }) => sort > after);
      const shown = found.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: shown.map(({ offer }) => offer),
        ...(found.length > limit && last && { cursor: cursorTo(last.sort) }),
      };
    },
    ended: async (until, limit) =>
      waiting()
        .flatMap(({ offer }) => (offer.validUntil <= until ? [offer] : []))
        .slice(0, limit),
  };
}

/** Campaigns' offers for tests, as long as they are on no case. */
export const memoryCampaignOffers = (store: CaseStore): CampaignOffers => ({
  async settle(change, facts) {
    if (offerRefused(store, change)) return 'answered';
    changeOffer(store, change);
    for (const fact of facts) keepOfferFact(store, fact);
    return 'saved';
  },

  noteChoice: async (fact) => keepOfferFact(store, fact),
});

const budgetOf = (store: CaseStore, period: string): KeptBudget =>
  store.budgets.get(period) ?? { committed: 0, spent: 0, made: {} };

const counted = (made: KeptBudget['made'], catalogueId: string, by: number): KeptBudget['made'] => ({
  ...made,
  [catalogueId]: (made[catalogueId] ?? 0) + by,
});

/** What stands in the way of a change of an offer; the limits are looked at before the budget. */
export function offerRefused(
  store: CaseStore,
  change: OfferChange,
): 'limit' | 'budget' | 'answered' | undefined {
  if (change.kind === 'settle')
    return store.offers.get(change.before.id)?.version === change.before.version ? undefined : 'answered';
  const { offer, limits, budgetLimit, limitPerMonth } = change;
  if ((store.limits.get(limits.customerKey)?.version ?? 0) !== limits.version) return 'limit';
  const { committed, made } = budgetOf(store, offer.budgetPeriod);
  if (limitPerMonth !== undefined && (made[offer.catalogueId] ?? 0) >= limitPerMonth) return 'budget';
  return committed + offer.cost > budgetLimit ? 'budget' : undefined;
}

/** Holds or settles an offer, with its budget, limits and what is given; `offerRefused` has said that nothing is in the way. */
export function changeOffer(store: CaseStore, change: OfferChange): void {
  if (change.kind === 'reserve') {
    const { offer, limits } = change;
    const { committed, spent, made } = budgetOf(store, offer.budgetPeriod);
    store.offers.set(offer.id, offerSchema.parse(offer));
    store.offersMade.push(offer);
    store.budgets.set(offer.budgetPeriod, {
      committed: committed + offer.cost,
      spent,
      made: counted(made, offer.catalogueId, 1),
    });
    store.limits.set(limits.customerKey, {
      version: limits.version + 1,
      made: {
        ...limits.made,
        [offer.id]: { catalogueId: offer.catalogueId, at: offer.madeAt, open: true },
      },
    });
    return;
  }
  const { before, after, budget, voucher, posting } = change;
  store.offers.set(after.id, offerSchema.parse(after));
  if (voucher) store.vouchers.set(voucher.code, voucherSchema.parse(voucher));
  if (posting) keepPosting(store, posting);
  if (budget === 'keep') return;
  const { committed, spent, made } = budgetOf(store, before.budgetPeriod);
  const isSpent = budget === 'spend' || budget === 'carry-out';
  const letGo = budget === 'release';
  store.budgets.set(before.budgetPeriod, {
    committed: letGo ? committed - before.cost : committed,
    spent: isSpent ? spent + before.cost : spent,
    made: letGo ? counted(made, before.catalogueId, -1) : made,
  });
  if (budget === 'carry-out') return;
  const limits = store.limits.get(before.customerKey);
  if (!limits) throw new Error(`${before.id} settles against limits that were never written`);
  const { [before.id]: own, ...others } = limits.made;
  store.limits.set(before.customerKey, {
    version: limits.version + 1,
    made: !letGo && own ? { ...others, [before.id]: { ...own, open: false } } : others,
  });
}

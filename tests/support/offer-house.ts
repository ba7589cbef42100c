import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCatalogues } from '../../functions/adapters/memory/catalogues.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { memoryCampaignOffers, memoryOffers } from '../../functions/adapters/memory/offers.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { holdsBudget } from '../../functions/domain/offer/budget.ts';
import type { FulfilmentKind } from '../../functions/domain/offer/offer-text.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import type { Offer } from '../../functions/domain/offer/offer.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aCase, aCustomer, anOpening, idOf, monday } from './case-builders.ts';

const GIFT_COST = 1_000;
const PLACES = { budget: 4, perMonth: 3 };

/** A firm that gives one kind of gift, has money for four of them and places for three, and three customers. */
export async function anOfferHouse(by: FulfilmentKind, episodes: readonly number[]) {
  const store = memoryCaseStore();
  const settings = RuntimeSettings.parse({ valueAtRisk: 10_000_000, holdoutShare: 0 });
  const edition: Edition = {
    edition: 0,
    offersPerYear: 2,
    warnAtShare: 0.8,
    budgetPerMonth: PLACES.budget * GIFT_COST,
    offers: [
      aGift({
        id: 'gift',
        fulfilment: by,
        limitPerMonth: PLACES.perMonth,
        cost: { rule: 'fixed', amount: GIFT_COST },
        prior: { a: 9, b: 1 },
        eligibility: { ...aGift().eligibility, categories: ['delivery'], maxPerYear: 2 },
      }),
    ],
  };
  let now = monday;
  let ids = 0;
  const clock = { now: () => now };
  const customers = memoryCustomers();
  const cases = memoryCases(store, clock.now);
  const addressOf = (customer: number): string => `customer-${customer}@example.org`;
  for (const customer of new Set(episodes)) {
    await customers.save(
      {
        ...aCustomer({ id: `cus_${customer}`, emails: [addressOf(customer)] }),
        tier: 'silver',
        value: 90_000,
      },
      undefined,
    );
  }
  const caseIds: string[] = [];
  for (const [index, customer] of episodes.entries()) {
    const email = addressOf(customer);
    const record = aCase(index + 1, {
      status: 'in-recovery',
      email,
      addresses: [email],
      triaged: {
        language: 'en',
        category: 'delivery.late',
        severity: 2,
        sentiment: -0.5,
        flags: [],
        ask: 'none',
        confidence: 0.9,
      },
    });
    await cases.open(anOpening(record));
    caseIds.push(record.id);
  }
  const deps = {
    cases,
    offers: memoryOffers(store),
    campaignOffers: memoryCampaignOffers(store),
    points: memoryPoints(store),
    campaigns: memoryOutreach(store).campaigns,
    customers,
    churnModel: generalModel(),
    catalogues: memoryCatalogues(store, edition),
    digests: { ...secretDigests(() => Promise.resolve('a key')), draw: () => Promise.resolve(0.5) },
    firm: {
      settings,
      calendar: calendarOf(settings),
      publicUrl: 'https://amends.example',
      mailFrom: 'care@amends.example',
    },
    clock,
    ids: {
      next: (prefix: string) => idOf(prefix, (ids += 1)),
      random: (bytes: number) => {
        ids += 1;
        return Uint8Array.from({ length: bytes }, (_, index) => (ids >> (8 * (index % 3))) & 255);
      },
    },
  };
  return { store, deps, edition, caseIds, timePasses: (to: string) => void (now = to) };
}

type House = Awaited<ReturnType<typeof anOfferHouse>>;

/** What is wrong with the books, in words; nothing when they are right. */
export function faultsIn({ store, edition }: House): string[] {
  const offers = [...store.offers.values()];
  const faults: string[] = [];
  const check = (right: boolean, fault: string): void => {
    if (!right) faults.push(fault);
  };
  const cost = (which: readonly Offer[]): number => which.reduce((sum, offer) => sum + offer.cost, 0);
  const holding = offers.filter(({ status }) => holdsBudget(status));
  const given = offers.filter(({ grant }) => grant?.state === 'applied');
  const budget = [...store.budgets.values()].reduce(
    (sum, one) => ({ committed: sum.committed + one.committed, spent: sum.spent + one.spent }),
    { committed: 0, spent: 0 },
  );
  check(
    budget.committed === cost(holding),
    `the budget holds ${budget.committed}, its offers ${cost(holding)}`,
  );
  check(budget.spent === cost(given), `${budget.spent} is spent, ${cost(given)} was given`);
  for (const { committed, made } of store.budgets.values()) {
    check(committed <= (edition.budgetPerMonth ?? 0), `${committed} is more than the budget`);
    check((made['gift'] ?? 0) <= PLACES.perMonth, `${made['gift'] ?? 0} gifts in a month`);
  }
  const facts = [...store.cases.values()].flatMap((kept) => kept.facts.map(({ happened }) => happened));
  for (const offer of offers) {
    const accepted = offer.status === 'accepted';
    check(accepted === (offer.grant !== undefined), `${offer.id} is ${offer.status} and its grant is not`);
    const about = (type: string): number =>
      facts.filter((fact) => fact.type === type && 'offerId' in fact && fact.offerId === offer.id).length;
    check(about('OfferGrantRequested') <= 1, `${offer.id} was asked for twice`);
    check(about('OfferGranted') <= 1, `${offer.id} was given twice`);
    const vouchers = [...store.vouchers.values()].filter(({ offerId }) => offerId === offer.id).length;
    const owed = accepted && offer.grant?.by === 'voucher' ? 1 : 0;
    check(vouchers === owed, `${offer.id} has ${vouchers} vouchers`);
    const postings = [...(store.points.get(offer.customerKey)?.values() ?? [])];
    const posted = postings.filter(({ key }) => key === `offer:${offer.id}`).length;
    check(
      posted === (accepted && offer.grant?.by === 'points' ? 1 : 0),
      `${offer.id} has ${posted} postings`,
    );
  }
  for (const customerKey of new Set(offers.map((offer) => offer.customerKey))) {
    const theirs = offers.filter((offer) => offer.customerKey === customerKey);
    const counted = store.limits.get(customerKey)?.made ?? {};
    check(
      Object.keys(counted).length === theirs.filter(({ status }) => holdsBudget(status)).length,
      `${customerKey} is counted wrong`,
    );
    check(theirs.filter(({ status }) => status === 'open').length <= 1, `${customerKey} has two open offers`);
    check(Object.keys(counted).length <= edition.offersPerYear, `${customerKey} has too many offers`);
  }
  for (const kept of store.cases.values()) {
    const made = kept.facts.filter(({ happened }) => happened.type === 'OfferMade').length;
    check(made <= 1, `${kept.record.id} has two offers`);
  }
  return faults;
}

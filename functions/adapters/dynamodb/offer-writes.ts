import type { OfferChange, OfferReservation, OfferSettling } from '../../domain/case/change.ts';
import type { Fact } from '../../domain/case/fact.ts';
import type { Settlement } from '../../domain/offer/budget.ts';
import { offerDueAt } from '../../domain/offer/due.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import { madeAttribute } from './budget-row.ts';
import { indexedFactRow } from './fact-row.ts';
import { guard, type Guarded } from './guarded.ts';
import { APPROVALS, attention, keys, type AttentionKey, type Key } from './keys.ts';
import { postingWrites } from './points.ts';
import { follows, mustBeNew, put, versionIs, type Condition, type Table, type Write } from './table.ts';

/** What stood in the way of an offer that is held or settled. */
export type OfferRefusal = 'budget' | 'limit' | 'answered' | 'defect';

/** Holds an offer, or settles it. The budget counts what is promised or spent, so that it can never be promised twice. */
export const offerWrites = (table: Table, change: OfferChange): Guarded<OfferRefusal>[] =>
  change.kind === 'reserve' ? reserveWrites(table, change) : settleWrites(table, change);

function reserveWrites(table: Table, change: OfferReservation): Guarded<OfferRefusal>[] {
  const { offer, limits } = change;
  const made = { ...limits.made, [offer.id]: counted(offer, true) };
  const next = limits.version + 1;
  return [
    ...guard('defect', putOffer(table, offer, mustBeNew)),
    ...guard(
      'limit',
      put(table, keys.offerLimit(limits.customerKey), { version: next, made }, follows(next)),
    ),
    ...guard('budget', holdInBudget(table, change)),
  ];
}

/** Ends an offer's hold on the budget as its change says, and gives what was accepted. */
export function settleWrites(
  table: Table,
  { before, after, budget, voucher, posting }: OfferSettling,
): Guarded<'answered' | 'defect'>[] {
  const inBudget = budgetMoveOf(budget, before);
  const counts = budget === 'spend' || budget === 'promise' || budget === 'release';
  return [
    ...guard('answered', putOffer(table, after, versionIs(before.version))),
    ...guard(
      'defect',
      counts ? recount(table, before, budget === 'release') : undefined,
      inBudget && addToBudget(table, before, inBudget),
      voucher && put(table, keys.voucher(voucher.code), voucher, mustBeNew),
      ...(posting ? postingWrites(table, posting) : []),
    ),
  ];
}

function budgetMoveOf(
  settlement: Settlement,
  { cost }: Offer,
): { readonly committed: number; readonly spent: number; readonly made: number } | undefined {
  switch (settlement) {
    case 'spend':
    case 'carry-out':
      return { committed: 0, spent: cost, made: 0 };
    case 'release':
      return { committed: -cost, spent: 0, made: -1 };
    case 'keep':
    case 'promise':
      return undefined;
  }
}

/**
 * A case with a person has no machine that watches the offer's time, so the sweeper is told of every open one; and of every
 * accepted one that somebody else has still to carry out.
 */
const putOffer = (table: Table, offer: Offer, condition: Condition): Write =>
  put(table, keys.offer(offer.id), { ...offer, ...dueOf(offer) }, condition);

function dueOf(offer: Offer): AttentionKey | object {
  const at = offerDueAt(offer);
  if (at === undefined) return {};
  return offer.status === 'awaiting-approval'
    ? attention.queue(APPROVALS, at, offer.id)
    : attention.due(at, offer.id);
}

/**
 * An accepted offer counts on but is no longer open; one let go no longer counts. The entry is written whole: a path into
 * one that an answer at the same moment let go would fail as a defect, before the version of the offer says who was first.
 */
function recount(table: Table, offer: Offer, letGo: boolean): Write {
  return {
    Update: {
      TableName: table.name,
      Key: { ...keys.offerLimit(offer.customerKey) },
      UpdateExpression: letGo
        ? 'REMOVE made.#offer ADD version :one'
        : 'SET made.#offer = :counted ADD version :one',
      ExpressionAttributeNames: { '#offer': offer.id },
      ExpressionAttributeValues: { ':one': 1, ...(!letGo && { ':counted': counted(offer, false) }) },
    },
  };
}

/** How an offer counts in the limits of a customer. */
const counted = ({ catalogueId, madeAt }: Offer, open: boolean) => ({ catalogueId, at: madeAt, open });

/** Holds the cost of a new offer, if the period's budget and the month's limit of its kind have room for it. */
function holdInBudget(table: Table, { offer, budgetLimit, warnAt, limitPerMonth }: OfferReservation): Write {
  const { cost } = offer;
  // The first offer of a period meets no row yet, and must fit all the same.
  const room =
    cost <= budgetLimit ? 'attribute_not_exists(committed) OR committed <= :room' : 'committed <= :room';
  const place = limitPerMonth === undefined ? '' : ' AND (attribute_not_exists(#made) OR #made < :most)';
  return {
    Update: {
      TableName: table.name,
      Key: keys.budget(offer.budgetPeriod),
      UpdateExpression:
        'ADD committed :committed, spent :spent, #made :one SET #limit = :limit, warnAt = :warnAt',
      ConditionExpression: `(${room})${place}`,
      ExpressionAttributeNames: { '#made': madeAttribute(offer.catalogueId), '#limit': 'limit' },
      ExpressionAttributeValues: {
        ':committed': cost,
        ':spent': 0,
        ':one': 1,
        ':limit': budgetLimit,
        ':warnAt': warnAt ?? budgetLimit,
        ':room': budgetLimit - cost,
        ...(limitPerMonth !== undefined && { ':most': limitPerMonth }),
      },
    },
  };
}

const addToBudget = (
  table: Table,
  offer: Offer,
  add: { readonly committed: number; readonly spent: number; readonly made: number },
): Write => ({
  Update: {
    TableName: table.name,
    Key: keys.budget(offer.budgetPeriod),
    UpdateExpression: 'ADD committed :committed, spent :spent, #made :made',
    ExpressionAttributeNames: { '#made': madeAttribute(offer.catalogueId) },
    ExpressionAttributeValues: { ':committed': add.committed, ':spent': add.spent, ':made': add.made },
  },
});

/** What happened to an offer that is on no case. */
export const offerFactRow = (fact: Fact): [Key, object, Condition] => [
  keys.offerFact(fact.subjectId, fact.number),
  indexedFactRow(fact),
  mustBeNew,
];

/** The same as a part of a transaction. */
export const putOfferFact = (table: Table, fact: Fact): Write => put(table, ...offerFactRow(fact));

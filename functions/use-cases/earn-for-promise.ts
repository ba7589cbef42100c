import { readCaseNumber } from '../domain/case/case-number.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { postingForPromise } from '../domain/points/earned.ts';
import { isBroken, isPromise, mayBeThisOne, type ToldPromise } from '../domain/points/which-promise.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Cases } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';
import type { Offers } from '../ports/offers.ts';
import type { Points } from '../ports/points.ts';
import type { Clock } from '../ports/world.ts';

interface EarnForPromiseDeps {
  readonly points: Pick<Points, 'post'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly offers: Pick<Offers, 'byId' | 'standing'>;
  readonly cases: Pick<Cases, 'read' | 'idByNumber'>;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'pointsPerPromise'>;
}

/**
 * Gives the points for a promise that was kept, once for each promise, whatever is told twice and under whichever name;
 * `none` where the firm gives none, and where what is named was broken, or never was a promise.
 * @throws when we know no such customer, offer or case, or cannot tell whether this promise is one that we keep ourselves:
 * nobody waits for an answer, and nothing of it may be lost
 */
export async function earnForPromise(
  deps: EarnForPromiseDeps,
  told: ToldPromise,
): Promise<'earned' | 'known' | 'none'> {
  const { points, customers, clock, settings } = deps;
  if (settings.pointsPerPromise === 0) return 'none';
  if (!(await customers.byId(told.customerId)))
    throw new Error('customerId is not a customer we know; import customers first');
  const at = clock.now();
  const name = told.isOurs ? told.promiseId : await nameOf(deps, told, at);
  if (name === undefined) return 'none';
  const posting = postingForPromise(name, told.customerId, settings.pointsPerPromise, at);
  return (await points.post(posting)).kind === 'posted' ? 'earned' : 'known';
}

/** The one name of a promise: that of our offer where it is about one, else its own; undefined where nothing was kept. */
async function nameOf(deps: EarnForPromiseDeps, told: ToldPromise, at: Instant): Promise<string | undefined> {
  const { promiseId, offerId, caseId } = told;
  const named = offerId ?? (promiseId.startsWith(idPrefixes.offer) ? promiseId : undefined);
  if (named !== undefined) return nameOfOffer(await theirOffer(deps, named, told), at);
  if (offerId === null) return promiseId;
  if (caseId !== undefined) {
    const offer = await offerOfCase(deps, caseId, told);
    return offer && isPromise(offer) ? nameOfOffer(offer, at) : promiseId;
  }
  const accepted = await acceptedBy(deps, told.customerId, at);
  const same = accepted.find(({ grant }) => grant?.reference === promiseId);
  if (same) return nameOfOffer(same, at);
  if (accepted.some((offer) => mayBeThisOne(offer, at)))
    throw new Error(
      'this may be the promise of an offer that the customer accepted; tell it again with "offerId" or "caseId", or with "offerId": null when it is about none',
    );
  return promiseId;
}

const nameOfOffer = (offer: Offer, at: Instant): string | undefined =>
  isPromise(offer) && !isBroken(offer, at) ? offer.id : undefined;

async function theirOffer(
  { offers }: Pick<EarnForPromiseDeps, 'offers'>,
  offerId: string,
  { customerId }: ToldPromise,
): Promise<Offer> {
  const offer = await offers.byId(offerId);
  if (offer?.customerKey !== customerId) throw new Error('offerId is no offer that we made to this customer');
  return offer;
}

/** @returns undefined for a case on which no offer was made to a customer we know */
async function offerOfCase(
  deps: EarnForPromiseDeps,
  given: string,
  told: ToldPromise,
): Promise<Offer | undefined> {
  const number = readCaseNumber(given);
  const caseId = number === undefined ? given : await deps.cases.idByNumber(number);
  const record = caseId === undefined ? undefined : await deps.cases.read(caseId);
  if (!record) throw new Error('caseId is not a case of ours');
  const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
  // To a stranger we promised something too, and told of it to nobody.
  if (!offer?.customerKey.startsWith(idPrefixes.customer)) return undefined;
  if (offer.customerKey !== told.customerId) throw new Error('caseId is a case of another customer');
  return offer;
}

/** Offers that count against the customer's limits: those that they accepted are among them for good. */
async function acceptedBy(
  { offers }: Pick<EarnForPromiseDeps, 'offers'>,
  customerId: string,
  at: Instant,
): Promise<readonly Offer[]> {
  const { limits } = await offers.standing(customerId, at.slice(0, 7));
  const closed = Object.entries(limits.made).filter(([, { open }]) => !open);
  const found = await Promise.all(closed.map(([id]) => offers.byId(id)));
  return found.flatMap((offer) => offer ?? []);
}

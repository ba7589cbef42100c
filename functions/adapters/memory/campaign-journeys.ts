/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { OverLine } from '../../domain/campaign/crossing.ts';
import type { Journey } from '../../domain/campaign/journey.ts';
import type { OfferChange } from '../../domain/case/change.ts';
import { allowsUnseen, withUnseen, type Contact } from '../../domain/contact/contact.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import type { CampaignJourneys, Question } from '../../ports/campaigns.ts';
import { keepOfferFact, type CaseStore } from './case-store.ts';
import { changeOffer, offerRefused } from './offers.ts';
import { follows, keyOf } from './versions.ts';

/** Each customer's way through a campaign. A reservation changes the contact record and the offer with it, or nothing. */
export function memoryJourneys(contacts: Map<string, Contact>, store: CaseStore): CampaignJourneys {
  const journeys = new Map<string, Journey>();
  const over = new Map<string, OverLine>();
  const questions = new Map<string, Question>();

  const keepJourney = (journey: Journey): boolean => {
    const key = keyOf(journey.campaignId, journey.customerId);
    if (!follows(journeys.get(key), journey.version)) return false;
    journeys.set(key, structuredClone(journey));
    return true;
  };
  const dueOf = (campaignId: string, digit: string): string[] =>
    [...journeys.values()]
      .filter((one) => one.campaignId === campaignId && placeOf(one.customerId).startsWith(digit))
      .flatMap(({ dueAt, customerId }) => (dueAt === undefined ? [] : [`${dueAt}#${customerId}`]))
      .sort();

  return {
    journeys: async (campaignId, customerIds) =>
      new Map(
        customerIds.flatMap((id) => {
          const journey = journeys.get(keyOf(campaignId, id));
          return journey ? [[id, structuredClone(journey)]] : [];
        }),
      ),
    overLine: async (campaignId, customerIds) =>
      new Map(
        customerIds.flatMap((id) => {
          const one = over.get(keyOf(campaignId, id));
          return one ? [[id, one]] : [];
        }),
      ),
    async keepOverLine(kept) {
      for (const one of kept) over.set(keyOf(one.campaignId, one.customerId), one);
    },
    saveJourney: async (journey) => (keepJourney(journey) ? 'saved' : 'stale'),
    async reserve(journey, { contact, unseen, question, offer }) {
      if (!follows(journeys.get(keyOf(journey.campaignId, journey.customerId)), journey.version))
        return 'journey-changed';
      if (contact && !follows(contacts.get(contact.id), contact.version)) return 'contact-changed';
      if (unseen && !allowsUnseen(contacts.get(unseen.id), unseen)) return 'contact-changed';
      if (offer && isRefused(store, offer.change)) return 'offer-refused';
      if (offer) changeOffer(store, offer.change);
      for (const fact of offer?.facts ?? []) keepOfferFact(store, fact);
      keepJourney(journey);
      if (contact) contacts.set(contact.id, contact);
      if (unseen) contacts.set(unseen.id, withUnseen(contacts.get(unseen.id), unseen));
      if (question) questions.set(question.ulid, question);
      return 'reserved';
    },
    async confirm({ campaignId, customerId }, place, result) {
      const journey = journeys.get(keyOf(campaignId, customerId));
      if (!journey) throw new Error('a step was confirmed that nobody reserved');
      const done = journey.done[place];
      if (done?.status !== 'reserved') return;
      journey.version += 1;
      done.status = result.status;
      if (result.status === 'sent') done.messageId = result.messageId;
    },
    async due(campaignId, digit, until, limit, next) {
      const all = dueOf(campaignId, digit).filter(
        (place) => place.slice(0, place.indexOf('#')) <= until && (next === undefined || place > next),
      );
      const places = all.slice(0, limit);
      return {
        customerIds: places.map((place) => place.slice(place.indexOf('#') + 1)),
        next: places.length < limit ? undefined : places.at(-1),
      };
    },
    nextDue: async (campaignId) =>
      dueOf(campaignId, '')
        .map((place) => place.slice(0, place.indexOf('#')))
        .sort()[0],
    question: async (ulid) => questions.get(ulid),
    journeysOf: async (customerId, campaignIds) =>
      campaignIds.flatMap((id) => {
        const journey = journeys.get(keyOf(id, customerId));
        return journey ? [structuredClone(journey)] : [];
      }),
  };
}

/** Whether the offer, its budget or the limits of its customer are others than when it was weighed. */
const isRefused = (store: CaseStore, change: OfferChange): boolean =>
  (change.kind === 'reserve' && store.offers.has(change.offer.id)) ||
  offerRefused(store, change) !== undefined;

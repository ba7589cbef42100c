/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import {
  isActive,
  type Campaign,
  type CampaignFact,
  type CampaignPage,
  type KeptDefinition,
  type Part,
} from '../../domain/campaign/campaign.ts';
import type { OfferChange } from '../../domain/case/change.ts';
import type { ApprovalNotice } from '../../domain/campaign/approval-notice.ts';
import type { KeptMark } from '../../domain/campaign/kept.ts';
import type { OverLine } from '../../domain/campaign/crossing.ts';
import type { Journey } from '../../domain/campaign/journey.ts';
import { allowsUnseen, withUnseen, type Contact } from '../../domain/contact/contact.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import { keepOfferFact, memoryCaseStore, type CaseStore } from './case-store.ts';
import { changeOffer, offerRefused } from './offers.ts';
import type { PointsMails } from '../../ports/points-mails.ts';
import { memoryPointsMails } from './points-mails.ts';
import type { Campaigns, CampaignTallies, Question } from '../../ports/campaigns.ts';
import type { Contacts, Correspondence, Notable } from '../../ports/contacts.ts';

const NONE: CampaignTallies = { answered: 0, bounced: 0, kept: 0 };

/** Campaigns and contacts for tests of use cases, in one store: a reservation touches both, and offers in `store`. */
export function memoryOutreach(store: CaseStore = memoryCaseStore()): {
  readonly campaigns: Campaigns & { readonly facts: readonly CampaignFact[] };
  readonly contacts: Contacts;
  readonly pointsMails: PointsMails;
} {
  const contacts = new Map<string, Contact>();
  return {
    campaigns: memoryCampaigns(contacts, store),
    contacts: memoryContacts(contacts, store),
    pointsMails: memoryPointsMails(store.points, contacts),
  };
}

function memoryCampaigns(
  contacts: Map<string, Contact>,
  store: CaseStore,
): Campaigns & { facts: CampaignFact[] } {
  const campaigns = new Map<string, Campaign>();
  const definitions = new Map<string, KeptDefinition>();
  const parts = new Map<string, Part>();
  const pages = new Map<string, { campaignId: string; page: CampaignPage }>();
  const journeys = new Map<string, Journey>();
  const over = new Map<string, OverLine>();
  const questions = new Map<string, Question>();
  const tallies = new Map<string, CampaignTallies>();
  const kept = new Map<string, KeptMark>();
  const notices = new Map<string, ApprovalNotice>();
  const counted = new Set<string>();
  const facts: CampaignFact[] = [];

  const keyOf = (...of: readonly (string | number)[]): string =>
    of.map((one) => (typeof one === 'number' ? String(one).padStart(6, '0') : one)).join('#');
  const follows = (before: { readonly version: number } | undefined, version: number): boolean =>
    (before?.version ?? 0) === version - 1;
  const keepJourney = (journey: Journey): boolean => {
    const key = keyOf(journey.campaignId, journey.customerId);
    if (!follows(journeys.get(key), journey.version)) return false;
    journeys.set(key, structuredClone(journey));
    return true;
  };
  const add = (campaignId: string, what: keyof CampaignTallies, by: number): void => {
    const before = tallies.get(campaignId) ?? NONE;
    tallies.set(campaignId, { ...before, [what]: before[what] + by });
  };
  const once = (mark: string, campaignId: string, what: keyof CampaignTallies): void => {
    if (!counted.has(mark)) add(campaignId, what, 1);
    counted.add(mark);
  };
  const isRefused = (change: OfferChange): boolean =>
    (change.kind === 'reserve' && store.offers.has(change.offer.id)) ||
    offerRefused(store, change) !== undefined;
  const dueOf = (campaignId: string, digit: string): string[] =>
    [...journeys.values()]
      .filter((one) => one.campaignId === campaignId && placeOf(one.customerId).startsWith(digit))
      .flatMap(({ dueAt, customerId }) => (dueAt === undefined ? [] : [`${dueAt}#${customerId}`]))
      .sort();

  return {
    facts,
    async create(campaign, definition, happened) {
      if (campaigns.has(campaign.id)) return 'exists';
      campaigns.set(campaign.id, campaign);
      definitions.set(keyOf(campaign.id, definition.number), definition);
      facts.push(...happened);
      return 'created';
    },
    byId: async (campaignId) => campaigns.get(campaignId),
    definition: async (campaignId, number) => definitions.get(keyOf(campaignId, number)),
    list: async (which) => ({
      campaigns: [...campaigns.values()]
        .filter(({ status }) => which === 'all' || isActive(status))
        .sort((a, b) => (a.id < b.id ? 1 : -1)),
      cursor: undefined,
    }),
    async save(campaign, { facts: happened = [], definition } = {}) {
      if (!follows(campaigns.get(campaign.id), campaign.version)) return 'stale';
      campaigns.set(campaign.id, campaign);
      if (definition) definitions.set(keyOf(campaign.id, definition.number), definition);
      facts.push(...happened);
      return 'saved';
    },
    parts: async (campaignId, pass) =>
      [...parts].flatMap(([key, part]) => (key.startsWith(`${keyOf(campaignId, pass)}#`) ? [part] : [])),
    part: async (campaignId, pass, part) => parts.get(keyOf(campaignId, pass, part)),
    async savePage(campaignId, part, page) {
      const key = keyOf(campaignId, part.pass, part.part);
      if (!follows(parts.get(key), part.version)) return 'stale';
      parts.set(key, part);
      if (page) pages.set(keyOf(key, page.page), { campaignId, page });
      return 'saved';
    },
    pages: async (campaignId) => ({
      pages: [...pages.values()].flatMap((one) => (one.campaignId === campaignId ? [one.page] : [])),
      cursor: undefined,
    }),
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
      if (offer && isRefused(offer.change)) return 'offer-refused';
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
    countAnswer: async ({ campaignId, customerId, to }) =>
      once(keyOf('answered', campaignId, customerId, to), campaignId, 'answered'),
    countBounce: async ({ campaignId, customerId, step, at }) =>
      once(keyOf('bounced', campaignId, customerId, step, at), campaignId, 'bounced'),
    ids: async () => [...campaigns.keys()],
    changes: async () => [...campaigns.values()].reduce((sum, { version }) => sum + version, 0),
    journeysOf: async (customerId, campaignIds) =>
      campaignIds.flatMap((id) => {
        const journey = journeys.get(keyOf(id, customerId));
        return journey ? [structuredClone(journey)] : [];
      }),
    keptMark: async (campaignId, customerId) => kept.get(keyOf(campaignId, customerId)),
    async countKept(mark) {
      const key = keyOf(mark.campaignId, mark.customerId);
      if (!follows(kept.get(key), mark.version)) return 'stale';
      kept.set(key, mark);
      add(mark.campaignId, 'kept', mark.kept ? 1 : -1);
      return 'counted';
    },
    tallies: async (campaignId) => tallies.get(campaignId) ?? NONE,
    approvalNotice: async (campaignId) => notices.get(campaignId),
    async saveApprovalNotice(notice) {
      if (!follows(notices.get(notice.campaignId), notice.version)) return 'stale';
      notices.set(notice.campaignId, notice);
      return 'saved';
    },
  };
}

function memoryContacts(contacts: Map<string, Contact>, { cases, mailboxes }: CaseStore): Contacts {
  const silent = new Set<string>();
  const mark = (id: string, field: 'stoppedAt' | 'bouncedAt', at: string): void => {
    const before = contacts.get(id) ?? { id, version: 0, recent: [] };
    contacts.set(id, { ...before, [field]: before[field] ?? at, version: before.version + 1 });
  };
  const under = (address: string): Correspondence => ({
    cases: [...cases.values()].flatMap(({ record: { id, addresses, receivedAt } }) =>
      addresses.includes(address) ? [{ caseId: id, receivedAt }] : [],
    ),
    stoppedAt: mailboxes.get(address)?.stopped?.at,
  });
  return {
    byIds: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const contact = contacts.get(id);
          return contact ? [[id, contact]] : [];
        }),
      ),
    byId: async (id) => contacts.get(id),
    stop: async (id, at) => mark(id, 'stoppedAt', at),
    markBounced: async (id, at) => mark(id, 'bouncedAt', at),
    under: async (address) => under(address),
    notable: async ({ from, through }) => {
      const opened = [...cases.values()].flatMap(({ record }) => record.addresses);
      const known = [...new Set([...silent, ...opened, ...mailboxes.keys()])];
      return new Map(
        known.flatMap((address): [string, Notable][] => {
          const { cases: theirs, stoppedAt } = under(address);
          const isMarked = silent.has(address) || stoppedAt !== undefined;
          const place = placeOf(address.toLowerCase());
          return place >= from && place <= through && (isMarked || theirs.length > 0)
            ? [[address, { cases: theirs, isMarked }]]
            : [];
        }),
      );
    },
    noteSilence: async (address) => void silent.add(address),
  };
}

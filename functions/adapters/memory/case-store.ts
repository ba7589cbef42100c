import type { Attachment } from '../../domain/case/attachment.ts';
import type { Case } from '../../domain/case/case.ts';
import { caseLinkSchema, targetOf, type CaseLink } from '../../domain/case/case-link.ts';
import type { CountedOffer, Wait } from '../../domain/case/change.ts';
import { factSchema, type Fact } from '../../domain/case/fact.ts';
import type { LedgerRow } from '../../domain/case/ledger.ts';
import type { MailRecord } from '../../domain/case/mail-record.ts';
import type { Message } from '../../domain/case/message.ts';
import type { Learned } from '../../domain/offer/belief.ts';
import type { Edition } from '../../domain/offer/edition.ts';
import type { Release, Stop } from '../../domain/mail/stopped-address.ts';
import { millis, type Instant } from '../../domain/instant.ts';
import type { Participation } from '../../domain/experiment/participation.ts';
import type { Voucher } from '../../domain/offer/voucher.ts';
import type { Posting } from '../../domain/points/points.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import type { RateTicket } from '../../ports/cases.ts';

/** A case with all that hangs on it. */
export interface KeptCase {
  record: Case;
  readonly messages: Message[];
  readonly facts: Fact[];
  readonly mails: MailRecord[];
  readonly waits: Map<Wait['name'], Wait>;
  /** By what they lead to. */
  readonly links: Map<string, CaseLink>;
}

/** An address: automatic mails by day and of what kind, and whether mail arrives there. */
interface KeptMailbox {
  readonly taken: Map<string, number>;
  /** Reports of mail that did not arrive, by id. */
  readonly undelivered: Map<string, Instant>;
  stopped: Stop | undefined;
  /** Latest first. */
  readonly released: Release[];
}

/** The answer that a repeated request gets. */
interface KeptAnswer {
  readonly requestHash: string;
  readonly expiresAt: Instant;
  readonly caseId: string;
  readonly number: string;
  readonly answerBy: Instant;
  readonly receivedAt: Instant;
}

export interface KeptBudget {
  readonly committed: number;
  readonly spent: number;
  /** Offers by catalogue id that hold or spent money of this period. */
  readonly made: Readonly<Record<string, number>>;
}

/** What the case adapters of this folder share, as the DynamoDB adapters share their table. */
export interface CaseStore {
  readonly cases: Map<string, KeptCase>;
  /** Case number → case id. */
  readonly numbers: Map<string, string>;
  readonly answers: Map<string, KeptAnswer>;
  /** Places taken in each rate window. */
  readonly tickets: Map<string, number>;
  readonly ledger: Map<string, LedgerRow>;
  readonly attachments: Map<string, Attachment>;
  /** Digest of a thread of mail → its case. */
  readonly threads: Map<string, string>;
  readonly mailboxes: Map<string, KeptMailbox>;
  readonly offers: Map<string, Offer>;
  /** Offers as they were first written, which is what the stream tells of their making. */
  readonly offersMade: Offer[];
  /** What happened to offers that are on no case, by offer and number. */
  readonly offerFacts: Map<string, Fact>;
  /** Customer key → offers that count against its limits. */
  readonly limits: Map<string, { version: number; made: Record<string, CountedOffer> }>;
  /** Budget period → minor units promised or spent, and spent. */
  readonly budgets: Map<string, KeptBudget>;
  /** Segment → what outcomes taught there. */
  readonly learned: Map<string, Learned>;
  /** Offer id → how its outcome was counted. */
  readonly lessons: Map<string, { readonly kept: boolean }>;
  /** Code → voucher. */
  readonly vouchers: Map<string, Voucher>;
  /** Customer key → postings of points by their key. */
  readonly points: Map<string, Map<string, Posting>>;
  /** Applied catalogues, oldest first. */
  readonly editions: Edition[];
  /** Experiment and customer → participation. */
  readonly participations: Map<string, Participation>;
  /** Brings a row to `dispatch`, as the stream of the table does: after the write, in order. */
  readonly publish: (row: object) => void;
}

/** A store with nothing in it. @param publish takes what the table's stream would bring */
export const memoryCaseStore = (publish: CaseStore['publish'] = () => undefined): CaseStore => ({
  cases: new Map(),
  numbers: new Map(),
  answers: new Map(),
  tickets: new Map(),
  ledger: new Map(),
  attachments: new Map(),
  threads: new Map(),
  mailboxes: new Map(),
  offers: new Map(),
  offersMade: [],
  offerFacts: new Map(),
  limits: new Map(),
  budgets: new Map(),
  participations: new Map(),
  learned: new Map(),
  lessons: new Map(),
  vouchers: new Map(),
  points: new Map(),
  editions: [],
  publish,
});

/** The address as it is known so far, or a new one. */
export function mailboxOf(store: CaseStore, address: string): KeptMailbox {
  const known = store.mailboxes.get(address) ?? {
    taken: new Map(),
    undelivered: new Map(),
    stopped: undefined,
    released: [],
  };
  store.mailboxes.set(address, known);
  return known;
}

const windowOf = (ticket: RateTicket, at: Instant): string =>
  `${ticket.hash}#${Math.floor(millis(at) / 1000 / ticket.windowSeconds)}`;

/** Seconds until the first full window of these is over; undefined when all have room. */
export function fullTicket(store: CaseStore, rate: readonly RateTicket[], at: Instant): number | undefined {
  const full = rate.find((ticket) => (store.tickets.get(windowOf(ticket, at)) ?? 0) >= ticket.limit);
  return full && full.windowSeconds - (Math.floor(millis(at) / 1000) % full.windowSeconds);
}

/** Takes a place in each of these windows; `fullTicket` has said that there is one. */
export function takeTickets(store: CaseStore, rate: readonly RateTicket[], at: Instant): void {
  for (const ticket of rate)
    store.tickets.set(windowOf(ticket, at), (store.tickets.get(windowOf(ticket, at)) ?? 0) + 1);
}

/** A fact joins its case; what calls for a machine goes to the stream. */
export function keepFact(store: CaseStore, kept: KeptCase, fact: Fact): void {
  const parsed = factSchema.parse(fact);
  kept.facts.push(parsed);
  if (parsed.dispatch) store.publish(parsed);
}

/** A fact of an offer that is on no case; the first of its number stands. */
export function keepOfferFact(store: CaseStore, fact: Fact): 'noted' | 'known' {
  const place = `${fact.subjectId}#${fact.number}`;
  if (store.offerFacts.has(place)) return 'known';
  const parsed = factSchema.parse(fact);
  store.offerFacts.set(place, parsed);
  if (parsed.dispatch) store.publish(parsed);
  return 'noted';
}

/** A link is kept on its case, and that of an episode on the other case too. */
export function keepLink(store: CaseStore, caseId: string, link: CaseLink): void {
  store.cases.get(caseId)?.links.set(targetOf(link), caseLinkSchema.parse(link));
  if (link.kind === 'episode')
    store.cases.get(link.with)?.links.set(caseId, caseLinkSchema.parse({ ...link, with: caseId }));
}

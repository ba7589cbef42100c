import type {
  Campaign,
  CampaignFact,
  CampaignPage,
  KeptDefinition,
  Part,
} from '../domain/campaign/campaign.ts';
import type { ApprovalNotice } from '../domain/campaign/approval-notice.ts';
import type { OverLine } from '../domain/campaign/crossing.ts';
import type { KeptMark } from '../domain/campaign/kept.ts';
import type { OfferChange } from '../domain/case/change.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { Journey } from '../domain/campaign/journey.ts';
import type { Contact, ContactEntry, UnseenContact } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/instant.ts';

interface CampaignList {
  readonly campaigns: readonly Campaign[];
  readonly cursor: string | undefined;
}

/** Journeys whose next step is due, in due order. */
interface DueJourneys {
  readonly customerIds: readonly string[];
  /** Where the rest begins. */
  readonly next: string | undefined;
}

/** Where an answer link leads. */
export interface Question {
  readonly ulid: string;
  readonly campaignId: string;
  readonly customerId: string;
  readonly step: string;
  readonly expiresAt: Instant;
}

/** That a customer answered what a campaign asked; `to` is the question's or the offer's id. */
interface CampaignAnswered {
  readonly campaignId: string;
  readonly customerId: string;
  readonly to: string;
}

/** What is counted beside the passes. */
export interface CampaignTallies {
  readonly answered: number;
  readonly bounced: number;
  readonly kept: number;
}

/** What happens to an offer of a campaign in one step with its journey: held, let out, or taken back. */
export interface OfferAlong {
  readonly change: OfferChange;
  readonly facts: readonly Fact[];
}

/** What a reserved step rests on, written with it or not at all. */
export interface ReservedAlong {
  readonly contact?: Contact;
  readonly unseen?: UnseenContact;
  readonly question?: Question;
  readonly offer?: OfferAlong;
}

export type ReservationResult = 'reserved' | 'journey-changed' | 'contact-changed' | 'offer-refused';

/** What the mail service said of a step that was reserved. */
export type StepConfirmed =
  | { readonly status: 'sent'; readonly messageId: string; readonly at: Instant }
  | { readonly status: 'refused'; readonly at: Instant };

/** Campaigns, with every definition that they went by. */
export interface CampaignBook {
  /** With its first definition; a campaign of the same id is left as it is. */
  create(
    campaign: Campaign,
    definition: KeptDefinition,
    facts: readonly CampaignFact[],
  ): Promise<'created' | 'exists'>;
  byId(campaignId: string): Promise<Campaign | undefined>;
  definition(campaignId: string, number: number): Promise<KeptDefinition | undefined>;
  /** Newest first; `active` ones are running or paused. */
  list(which: 'active' | 'all', cursor?: string): Promise<CampaignList>;
  /** Conditional on the version before this one. */
  save(
    campaign: Campaign,
    also?: { readonly facts?: readonly CampaignFact[]; readonly definition?: KeptDefinition },
  ): Promise<'saved' | 'stale'>;
  /** Of all campaigns there are, in no order. One begun a moment ago may be missing. */
  ids(): Promise<readonly string[]>;
  /** Grows whenever any campaign is created or changes: what was read of all of them holds as long as it stays. */
  changes(): Promise<number>;
}

/** How far the passes of a campaign have come, and what they did. */
export interface CampaignPasses {
  /** Parts of a pass that were begun. */
  parts(campaignId: string, pass: number): Promise<readonly Part[]>;
  part(campaignId: string, pass: number, part: number): Promise<Part | undefined>;
  /** Keeps a page and how far its part is, conditional on the part's version before. */
  savePage(campaignId: string, part: Part, page: CampaignPage | undefined): Promise<'saved' | 'stale'>;
  /** What became of everybody, page by page: the record to recount reports from. */
  pages(
    campaignId: string,
    cursor?: string,
  ): Promise<{ readonly pages: readonly CampaignPage[]; readonly cursor: string | undefined }>;
}

/** Each customer's way through campaigns. */
export interface CampaignJourneys {
  journeys(campaignId: string, customerIds: readonly string[]): Promise<ReadonlyMap<string, Journey>>;
  /** Conditional on the version before this one (0: it must be new). */
  saveJourney(journey: Journey): Promise<'saved' | 'stale'>;
  /**
   * Keeps a journey with a newly reserved step, and with it, where the mail goes to a customer, the contact record, both
   * conditional on the versions before; or, of a contact record that nobody has read, on what `allowsUnseen` asks of it. So
   * nothing is sent whose reservation was not written before a wish to stop. An offer is held, let out or taken back in the
   * same step, or nothing is: `offer-refused` when budget or limits have moved since it was weighed, or somebody else
   * changed it. Where others held an item at every try, that is said as if it had changed.
   */
  reserve(journey: Journey, also: ReservedAlong): Promise<ReservationResult>;
  /**
   * What became of the reserved step: the next version, so that nobody who read the way before writes it back without this.
   * A repeat changes nothing, and what was said first stands.
   */
  confirm(
    journey: Pick<Journey, 'campaignId' | 'customerId'>,
    place: number,
    result: StepConfirmed,
  ): Promise<void>;
  /** Those of one sixteenth of the customers (a hex digit, their place in the base). */
  due(campaignId: string, digit: string, until: Instant, limit: number, next?: string): Promise<DueJourneys>;
  /** When the next step of anybody falls due; undefined when nobody is on their way. */
  nextDue(campaignId: string): Promise<Instant | undefined>;
  /** Those of these customers who were over the line of a campaign when they were looked at. */
  overLine(campaignId: string, customerIds: readonly string[]): Promise<ReadonlyMap<string, OverLine>>;
  /** Keeps who is over the line; each look says the same whenever it is taken again. */
  keepOverLine(over: readonly OverLine[]): Promise<void>;
  question(ulid: string): Promise<Question | undefined>;
  /** Ways of one customer through these campaigns; a change of a moment ago may not be seen yet. */
  journeysOf(customerId: string, campaignIds: readonly string[]): Promise<readonly Journey[]>;
}

/** What is counted beside the passes, each once. */
export interface CampaignCounts {
  /** Counts an answer to a question or an offer; each once. */
  countAnswer(answer: CampaignAnswered): Promise<void>;
  /** Counts a mail that came back for good, named by its reservation; each once. */
  countBounce(mail: ContactEntry): Promise<void>;
  keptMark(campaignId: string, customerId: string): Promise<KeptMark | undefined>;
  /** Keeps the mark and counts what it changes, conditional on the version before it. */
  countKept(mark: KeptMark): Promise<'counted' | 'stale'>;
  /** A change of a moment ago may not be seen yet. */
  tallies(campaignId: string): Promise<CampaignTallies>;
  /** What those who approve were last told of the offers that wait for them. */
  approvalNotice(campaignId: string): Promise<ApprovalNotice | undefined>;
  /** Conditional on the version before this one. */
  saveApprovalNotice(notice: ApprovalNotice): Promise<'saved' | 'stale'>;
}

/** Campaigns, how far each has come, and each customer's way through them. */
export interface Campaigns extends CampaignBook, CampaignPasses, CampaignJourneys, CampaignCounts {}

import { basePlaceOf, placeOf } from '../../domain/customer/base-place.ts';
import type { Customer } from '../../domain/customer/customer.ts';
import { dayOf, type Day, type Instant } from '../../domain/instant.ts';

/**
 * Every key string of the table, in one place. `docs/access-patterns.md` lists who reads them and what it costs.
 * Index keys are sharded or time-bucketed: a low-cardinality index key would throttle the base table's writes.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Shards of a staff queue and of an hour of due work: four partitions carry 4,000 writes a second. */
export const SHARDS = 4;

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** Stable shard of an id; any spread will do, it only has to be the same at every write. */
export function shardOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % SHARDS;
}

/** Behind the orders, with which the customer is read. */
const CUSTOMER_LEFT = 'STATUS#';

/** Keys of the items, one function for each kind. */
export const keys = {
  case: (caseId: string): Key => ({ pk: `CASE#${caseId}`, sk: 'CASE' }),
  caseNumber: (number: string): Key => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' }),
  message: (caseId: string, number: number): Key => ({ pk: `CASE#${caseId}`, sk: `MSG#${pad(number, 5)}` }),
  fact: (caseId: string, number: number): Key => ({ pk: `CASE#${caseId}`, sk: `FACT#${pad(number, 6)}` }),
  mail: (caseId: string, purpose: string, number: number): Key => ({
    pk: `CASE#${caseId}`,
    sk: `MAIL#${purpose}#${pad(number, 3)}`,
  }),
  /** Another case of the same episode, or a mail that came again. */
  link: (caseId: string, target: string): Key => ({ pk: `CASE#${caseId}`, sk: `LINK#${target}` }),
  wait: (caseId: string, name: string): Key => ({ pk: `CASE#${caseId}`, sk: `WAIT#${name}` }),
  offer: (offerId: string): Key => ({ pk: `OFFER#${offerId}`, sk: 'OFFER' }),
  /** What happens to a campaign's offer, as long as it is on no case. */
  offerFact: (offerId: string, number: number): Key => ({
    pk: `OFFER#${offerId}`,
    sk: `FACT#${pad(number, 6)}`,
  }),
  /** How the outcome of an offer was counted, so that it teaches once. */
  lesson: (offerId: string): Key => ({ pk: `OFFER#${offerId}`, sk: 'LESSON' }),
  learned: (segment: string): Key => ({ pk: `LEARNED#${segment}`, sk: 'LEARNED' }),
  budget: (period: string): Key => ({ pk: `BUDGET#${period}`, sk: 'BUDGET' }),
  voucher: (code: string): Key => ({ pk: `VOUCHER#${code}`, sk: 'VOUCHER' }),
  /** What a customer holds in points, and every posting under its natural key. */
  pointsAccount: (customerKey: string): Key => ({ pk: `POINTS#${customerKey}`, sk: 'ACCOUNT' }),
  posting: (customerKey: string, key: string): Key => ({ pk: `POINTS#${customerKey}`, sk: `POSTING#${key}` }),
  /** A mail to the customer about their points, by its name. */
  pointsMail: (customerKey: string, key: string): Key => ({
    pk: `NOTICE#${customerKey}`,
    sk: `POINTS#${key}`,
  }),
  /** Which edition of the catalogue is in force, and the editions, which never change. */
  editionInForce: (): Key => ({ pk: 'CATALOGUE', sk: 'INFORCE' }),
  edition: (number: number): Key => ({ pk: 'CATALOGUE', sk: `EDITION#${pad(number, 6)}` }),
  budgetWarning: (period: string): Key => ({ pk: `BUDGET#${period}`, sk: 'WARNED' }),
  offerLimit: (customerKey: string): Key => ({ pk: `LIMIT#${customerKey}`, sk: 'LIMIT' }),
  idempotency: (hash: string): Key => ({ pk: `IDEMPOTENCY#${hash}`, sk: 'IDEMPOTENCY' }),
  rate: (hash: string, window: number): Key => ({ pk: `RATE#${hash}`, sk: `RATE#${window}` }),
  /** The case that a thread of mail belongs to, by the digest that the intake makes of it. */
  thread: (digest: string): Key => ({ pk: `THREAD#${digest}`, sk: 'THREAD' }),
  ledger: (ledgerId: string): Key => ({ pk: `LEDGER#${ledgerId}`, sk: 'LEDGER' }),
  /** Everything known of one address: the customers it belongs to and the cases it opened. */
  contactCustomer: (address: string, customerId: string): Key => ({
    pk: `CONTACT#${address}`,
    sk: `CUSTOMER#${customerId}`,
  }),
  contactCase: (address: string, receivedAt: Instant, caseId: string): Key => ({
    pk: `CONTACT#${address}`,
    sk: `CASE#${receivedAt}#${caseId}`,
  }),
  /** Whether mail arrives at an address, and how much automatic mail it had on which day. */
  mailbox: (address: string): Key => ({ pk: `CONTACT#${address}`, sk: 'MAILBOX' }),
  /** That a person freed an address, named by the stop that ended; behind all that a campaign reads of an address. */
  release: (address: string, stoppedAt: Instant): Key => ({
    pk: `CONTACT#${address}`,
    sk: `RELEASE#${stoppedAt}`,
  }),
  /** That the owner of an address wants to hear nothing, as a hint for who looks at the whole base. */
  silence: (address: string): Key => ({ pk: `CONTACT#${address}`, sk: 'SILENT' }),
  customer: (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'CUSTOMER' }),
  order: (customerId: string, orderId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `ORDER#${orderId}`,
  }),
  /** What moved a customer from one tier to another; named by the version it led to. */
  tierMove: (customerId: string, version: number): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `TIER#${pad(version, 9)}`,
  }),
  /** That a customer's status turned to one of somebody who is gone; the stream tells it on. */
  customerLeft: (customerId: string, version: number): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `${CUSTOMER_LEFT}${pad(version, 9)}`,
  }),
  /** A customer in an experiment, what was said of them, and what of it was counted where. */
  participation: (customerId: string, experiment: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `PART#${experiment}`,
  }),
  customerOutcome: (customerId: string, outcomeId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `OUTCOME#${outcomeId}`,
  }),
  countedOutcome: (customerId: string, experiment: string, outcomeId: string): Key => ({
    pk: `CUSTOMER#${customerId}`,
    sk: `COUNTED#${experiment}#${outcomeId}`,
  }),
  /** Running sums of an experiment; sharded by customer, for a feed of outcomes writes the same few of them. */
  tally: (experiment: string, day: Day, stratum: string, arm: string, shard: number): Key => ({
    pk: `TALLY#${experiment}`,
    sk: `${day}#${stratum}#${arm}#${shard}`,
  }),
  /** A file that a customer announced. */
  attachment: (attachmentId: string): Key => ({ pk: `ATTACHMENT#${attachmentId}`, sk: 'ATTACHMENT' }),
  sweep: (): Key => ({ pk: 'SWEEP', sk: 'SWEEP' }),
  reconcilePass: (): Key => ({ pk: 'RECONCILE', sk: 'RECONCILE' }),
  /** When an import last changed records of customers. */
  importedRecords: (): Key => ({ pk: 'IMPORTS', sk: 'RECORDS' }),
  import: (importId: string): Key => ({ pk: `IMPORT#${importId}`, sk: 'IMPORT' }),
  importError: (importId: string, row: number): Key => ({
    pk: `IMPORT#${importId}`,
    sk: `ERROR#${pad(row, 9)}`,
  }),
  importFact: (importId: string, number: number): Key => ({
    pk: `IMPORT#${importId}`,
    sk: `FACT#${pad(number, 6)}`,
  }),
  /** How often campaigns changed, all together. */
  campaignChanges: (): Key => ({ pk: 'CAMPAIGNS', sk: 'CHANGES' }),
  campaign: (campaignId: string): Key => ({ pk: `CAMPAIGN#${campaignId}`, sk: 'CAMPAIGN' }),
  campaignFact: (campaignId: string, number: number): Key => ({
    pk: `CAMPAIGN#${campaignId}`,
    sk: `FACT#${pad(number, 6)}`,
  }),
  campaignDefinition: (campaignId: string, number: number): Key => ({
    pk: `CAMPAIGN#${campaignId}`,
    sk: `DEFINITION#${pad(number, 4)}`,
  }),
  /** Without `part`, what the sort keys of all parts of the pass begin with. */
  campaignPart: (campaignId: string, pass: number, part?: number): Key => ({
    pk: `CAMPAIGN#${campaignId}`,
    sk: `PART#${pad(pass, 6)}#${part === undefined ? '' : pad(part, 6)}`,
  }),
  campaignPage: (campaignId: string, pass: number, part: number, page: number): Key => ({
    pk: `CAMPAIGN#${campaignId}`,
    sk: `PAGE#${pad(pass, 6)}#${pad(part, 6)}#${pad(page, 6)}`,
  }),
  /** What those who approve were told of the campaign's offers. */
  approvalNotice: (campaignId: string): Key => ({ pk: `CAMPAIGN#${campaignId}`, sk: 'APPROVALS' }),
  /**
   * Sums of a campaign over the customers whose ids have their place under this digit. Each in a partition of its own: every
   * outcome of a feed adds to one of them in a transaction, and transactions wait for each other on a row.
   */
  campaignTally: (campaignId: string, digit: string): Key => ({
    pk: `CAMPAIGN#${campaignId}#${digit}`,
    sk: 'TALLY',
  }),
  /** One customer's way through one campaign: no step is done twice, whatever is retried. */
  journey: (campaignId: string, customerId: string): Key => ({
    pk: `JOURNEY#${campaignId}#${customerId}`,
    sk: 'JOURNEY',
  }),
  /** That a mail to them was counted as one that came back; named by its reservation. */
  campaignBounce: (campaignId: string, customerId: string, step: string, at: Instant): Key => ({
    pk: `JOURNEY#${campaignId}#${customerId}`,
    sk: `BOUNCED#${step}#${at}`,
  }),
  /** That their answer to a question or an offer was counted. */
  campaignAnswer: (campaignId: string, customerId: string, to: string): Key => ({
    pk: `JOURNEY#${campaignId}#${customerId}`,
    sk: `ANSWERED#${to}`,
  }),
  /** Whether they were counted as kept by the campaign. */
  campaignKept: (campaignId: string, customerId: string): Key => ({
    pk: `JOURNEY#${campaignId}#${customerId}`,
    sk: 'KEPT',
  }),
  /** That a customer was over the line of a campaign. */
  overLine: (campaignId: string, customerId: string): Key => ({
    pk: `JOURNEY#${campaignId}#${customerId}`,
    sk: 'OVER',
  }),
  /** Where an answer link of a campaign leads. */
  question: (ulid: string): Key => ({ pk: `QUESTION#${ulid}`, sk: 'QUESTION' }),
  /** What we remember of writing to an address, by its keyed hash. */
  contact: (id: string): Key => ({ pk: `REACH#${id}`, sk: 'REACH' }),
  segment: (segmentId: string): Key => ({ pk: 'SEGMENTS', sk: `SEGMENT#${segmentId}` }),
} as const;

/** A place in the index of what needs somebody or something. */
export interface AttentionKey {
  readonly attentionPk: string;
  readonly attentionSk: string;
}

/** A place in the index of what is looked up. */
interface LookupKey {
  readonly lookupPk: string;
  readonly lookupSk: string;
}

/** The queue of offers that wait for a second person, by when they wait no longer. */
export const APPROVALS = 'approvals';

/** Index `attention`: what needs somebody or something, and when. A thing without need is not in it. */
export const attention = {
  queue: (queue: string, dueAt: Instant, id: string): AttentionKey => ({
    attentionPk: attention.queueShard(queue, shardOf(id)),
    attentionSk: `${dueAt}#${id}`,
  }),
  queueShard: (queue: string, shard: number): string => `QUEUE#${queue}#${shard}`,
  due: (dueAt: Instant, id: string): AttentionKey => ({
    attentionPk: attention.dueShard(dayOf(dueAt), shardOf(id)),
    attentionSk: `${dueAt}#${id}`,
  }),
  /** Customers whose next step of a campaign is to come, by a sixteenth of the base. */
  journey: (campaignId: string, place: string, dueAt: Instant, customerId: string): AttentionKey => ({
    attentionPk: attention.journeysOf(campaignId, place.slice(0, 1)),
    attentionSk: `${dueAt}#${customerId}`,
  }),
  journeysOf: (campaignId: string, digit: string): string => `JOURNEYS#${campaignId}#${digit}`,
  /** Who earned points that end with a month. */
  pointsEnding: (endsAt: Instant, customerKey: string, key: string): AttentionKey => ({
    attentionPk: attention.pointsEndingShard(endsAt, shardOf(customerKey)),
    attentionSk: `${customerKey}#${key}`,
  }),
  pointsEndingShard: (endsAt: Instant, shard: number): string => `ENDING#${endsAt.slice(0, 7)}#${shard}`,
  dueShard: (day: string, shard: number): string => `DUE#${day}#${shard}`,
} as const;

/** Index `lookup`: lists by day, sent or received mail by its Message-ID, and the base of customers with their records. */
export const lookup = {
  caseOfDay: (receivedAt: Instant, caseId: string): LookupKey => ({
    lookupPk: lookup.casesShard(dayOf(receivedAt), shardOf(caseId)),
    lookupSk: `${receivedAt}#${caseId}`,
  }),
  casesShard: (day: string, shard: number): string => `CASES#${day}#${shard}`,
  decisionOfDay: (at: Instant, caseId: string, fact: number): LookupKey => ({
    lookupPk: lookup.decisionsShard(dayOf(at), shardOf(caseId)),
    lookupSk: `${at}#${caseId}#${fact}`,
  }),
  decisionsShard: (day: string, shard: number): string => `DECISIONS#${day}#${shard}`,
  ledgerOfDay: (at: Instant, ledgerId: string): LookupKey => ({
    lookupPk: lookup.ledgerShard(dayOf(at), shardOf(ledgerId)),
    lookupSk: `${at}#${ledgerId}`,
  }),
  ledgerShard: (day: string, shard: number): string => `LEDGER#${day}#${shard}`,
  /** The mail about points whose link this id is in. */
  pointsLink: (linkId: string): LookupKey => ({ lookupPk: `POINTSLINK#${linkId}`, lookupSk: 'POINTSLINK' }),
  mailId: (messageId: string): LookupKey => ({ lookupPk: `MAILID#${messageId}`, lookupSk: 'MAILID' }),
  /** The base of customers in the order of their places, which never change; the first digit of a place is its partition. */
  basePartition: (digit: string): string => `EVERYBODY#${digit}`,
  customer: (customer: Pick<Customer, 'id' | 'emails' | 'basePlace'>): LookupKey => {
    const place = basePlaceOf(customer);
    return { lookupPk: lookup.basePartition(place.slice(0, 1)), lookupSk: `${place}#${customer.id}` };
  },
  /** What a campaign must know of an address before it writes to it, in the order of the base. */
  notablePartition: (digit: string): string => `NOTABLE#${digit}`,
  notable: (address: string): LookupKey => {
    const place = placeOf(address.toLowerCase());
    return { lookupPk: lookup.notablePartition(place.slice(0, 1)), lookupSk: place };
  },
  participation: (experiment: string, day: Day, customerId: string): LookupKey => ({
    lookupPk: lookup.participationShard(experiment, shardOf(customerId)),
    lookupSk: `${day}#${customerId}`,
  }),
  participationShard: (experiment: string, shard: number): string => `PARTS#${experiment}#${shard}`,
  /** Those that run or wait are a partition of their own: the sweeper looks at them every few minutes. */
  campaignsPartition: (which: string): string => `CAMPAIGNS#${which}`,
  campaign: (campaignId: string, isActive: boolean): LookupKey => ({
    lookupPk: lookup.campaignsPartition(isActive ? 'active' : 'other'),
    lookupSk: campaignId,
  }),
} as const;

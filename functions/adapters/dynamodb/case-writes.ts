import { isAnswerToOffer } from '../../domain/case/answer-to-offer.ts';
import type { Case } from '../../domain/case/case.ts';
import { targetOf, type CaseLink } from '../../domain/case/case-link.ts';
import type { CaseChange, OfferChange, Wait } from '../../domain/case/change.ts';
import type { Fact } from '../../domain/case/fact.ts';
import type { LedgerRow } from '../../domain/case/ledger.ts';
import type { MailBrake } from '../../domain/case/mail-brake.ts';
import { abandonedAt, type MailRecord } from '../../domain/case/mail-record.ts';
import type { Message } from '../../domain/case/message.ts';
import { ladderCheckAt } from '../../domain/escalation/lost-ladder.ts';
import { millis } from '../../domain/instant.ts';
import type { Settlement } from '../../domain/offer/budget.ts';
import { offerDueAt } from '../../domain/offer/due.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import type { NewCase, RateTicket, Sentinel } from '../../ports/cases.ts';
import { caseRow } from './case-row.ts';
import { factRow } from './fact-row.ts';
import { madeAttribute } from './entities.ts';
import { letTakePart } from './experiments.ts';
import { APPROVALS, attention, keys, lookup, type AttentionKey, type Key } from './keys.ts';
import { postingWrites } from './points.ts';
import { mustBeNew, put, versionIs, type Condition, type Table, type Write } from './table.ts';

/** A write, and what it means to the caller when its condition fails. */
export interface Guarded<Meaning> {
  readonly write: Write;
  readonly means: Meaning;
}

const seconds = (at: string): number => Math.floor(millis(at) / 1000);

const rowOfFact = (fact: Fact): object => ({
  ...factRow(fact),
  ...(fact.happened.type === 'OfferDecided' && lookup.decisionOfDay(fact.at, fact.subjectId, fact.number)),
});

/** A fact after which a ladder climbs is in the index of due work, where the sweeper sees whether the machine came. */
function putFact(table: Table, fact: Fact, after: Case): Write {
  const checkAt = ladderCheckAt(fact, after);
  return put(
    table,
    keys.fact(fact.subjectId, fact.number),
    { ...rowOfFact(fact), ...(checkAt !== undefined && attention.due(checkAt, after.id)) },
    mustBeNew,
  );
}

/** What happened to an offer that is on no case. */
export const offerFactRow = (fact: Fact): [Key, object, Condition] => [
  keys.offerFact(fact.subjectId, fact.number),
  rowOfFact(fact),
  mustBeNew,
];
export const putOfferFact = (table: Table, fact: Fact): Write => put(table, ...offerFactRow(fact));

const putMessage = (table: Table, caseId: string, message: Message): Write =>
  put(
    table,
    keys.message(caseId, message.number),
    { ...message, ...(message.mailId !== undefined && lookup.mailId(message.mailId)) },
    mustBeNew,
  );

/** A mail is in the index of due work until it is sent, under its case. */
const putMail = (table: Table, mail: MailRecord): Write =>
  put(
    table,
    keys.mail(mail.caseId, mail.purpose, mail.number),
    { ...mail, ...(mail.status === 'reserved' && attention.due(abandonedAt(mail), mail.caseId)) },
    mustBeNew,
  );

/** A row that a person has to look at is in the list of quarantine. */
export const putLedger = (table: Table, row: LedgerRow, was?: number): Write =>
  put(
    table,
    keys.ledger(row.id),
    {
      ...row,
      ...(row.review === 'open' && attention.queue('quarantine', row.at, row.id)),
      ...lookup.ledgerOfDay(row.at, row.id),
    },
    was === undefined ? mustBeNew : ledgerVersionIs(was),
  );

/** Rows had no version before people decided about them. */
const ledgerVersionIs = (version: number): Condition =>
  version === 1
    ? { expression: 'attribute_exists(pk) AND attribute_not_exists(version)' }
    : versionIs(version);

/** A thread belongs to one case, and stays there. */
const putThread = (table: Table, digest: string, caseId: string): Write =>
  put(
    table,
    keys.thread(digest),
    { caseId },
    { expression: 'attribute_not_exists(pk) OR caseId = :caseId', values: { ':caseId': caseId } },
  );

/** Both cases of an episode show it. */
export function putLink(table: Table, caseId: string, link: CaseLink): Write[] {
  const here = put(table, keys.link(caseId, targetOf(link)), link);
  return link.kind === 'duplicate'
    ? [here]
    : [here, put(table, keys.link(link.with, caseId), { ...link, with: caseId })];
}

const putWait = (table: Table, caseId: string, wait: Wait): Write =>
  put(table, keys.wait(caseId, wait.name), { ...wait, caseId, ...(wait.answered && { dispatch: 'wake' }) });

/** What stood in the way of a new case. */
export type OpeningRefusal =
  | 'repeated'
  | 'number-taken'
  | 'ledgered'
  | 'threaded'
  | 'too-many'
  | 'attachment-taken'
  | 'offer-answered'
  | 'defect';

/** That an address opened a case; whether it is one that counts, without reading it. A campaign finds it at its place. */
const putContactCase = (table: Table, address: string, record: Case): Write =>
  put(table, keys.contactCase(address, record.receivedAt, record.id), {
    caseId: record.id,
    receivedAt: record.receivedAt,
    ...lookup.notable(address),
    ...(isAnswerToOffer(record) && { answersOffer: true }),
  });

/** A new case and all that comes with it; the meanings say which promise was already taken. */
export function openingWrites(table: Table, opening: NewCase, now: string): Guarded<OpeningRefusal>[] {
  const { case: record } = opening;
  return [
    // First: the same mail told of twice is no mail that came twice.
    { write: putLedger(table, opening.ledger, opening.ledgerWas), means: 'ledgered' },
    ...(opening.sentinel
      ? [{ write: putSentinel(table, opening.sentinel, record, now), means: 'repeated' as const }]
      : []),
    ...opening.rate.map((ticket) => ({ write: takeTicket(table, ticket, now), means: 'too-many' as const })),
    ...(opening.claims ?? []).map((id) => ({
      write: claimAttachment(table, id, record.id, now),
      means: 'attachment-taken' as const,
    })),
    {
      write: put(table, keys.caseNumber(record.number), { caseId: record.id }, mustBeNew),
      means: 'number-taken',
    },
    { write: put(table, keys.case(record.id), caseRow(record), mustBeNew), means: 'defect' },
    { write: putMessage(table, record.id, opening.message), means: 'defect' },
    ...(opening.threads ?? []).map((digest) => ({
      write: putThread(table, digest, record.id),
      means: 'threaded' as const,
    })),
    ...(opening.links ?? []).flatMap((link) =>
      putLink(table, record.id, link).map((write) => ({ write, means: 'defect' as const })),
    ),
    ...opening.facts.map((fact) => ({ write: putFact(table, fact, record), means: 'defect' as const })),
    ...(opening.mails ?? []).map((mail) => ({ write: putMail(table, mail), means: 'defect' as const })),
    ...(opening.offer
      ? settleWrites(table, opening.offer).map(({ write, means }) => ({
          write,
          means: means === 'answered' ? ('offer-answered' as const) : ('defect' as const),
        }))
      : []),
    ...record.addresses.map((address) => ({
      write: putContactCase(table, address, record),
      means: 'defect' as const,
    })),
  ];
}

export function putSentinel(table: Table, sentinel: Sentinel, record: Case, now: string): Write {
  const freeOrExpired: Condition = {
    expression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    values: { ':now': now },
  };
  const row = {
    requestHash: sentinel.requestHash,
    expiresAt: sentinel.expiresAt,
    caseId: record.id,
    number: record.number,
    answerBy: record.answerBy,
    receivedAt: record.receivedAt,
    ttl: seconds(sentinel.expiresAt),
  };
  return put(table, keys.idempotency(sentinel.hash), row, freeOrExpired);
}

/** A claimed file no longer ends by `ttl`. */
const claimAttachment = (table: Table, id: string, caseId: string, now: string): Write => ({
  Update: {
    TableName: table.name,
    Key: keys.attachment(id),
    UpdateExpression: 'SET caseId = :case REMOVE #ttl',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(caseId) AND expiresAt > :now',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: { ':case': caseId, ':now': now },
  },
});

export function takeTicket(table: Table, ticket: RateTicket, now: string): Write {
  const window = Math.floor(seconds(now) / ticket.windowSeconds);
  return {
    Update: {
      TableName: table.name,
      Key: keys.rate(ticket.hash, window),
      UpdateExpression: 'ADD taken :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(taken) OR taken < :limit',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':limit': ticket.limit,
        ':ttl': (window + 2) * ticket.windowSeconds,
      },
    },
  };
}

/** Until the window that holds this moment is over. */
export const secondsLeft = (windowSeconds: number, at: string): number =>
  windowSeconds - (seconds(at) % windowSeconds);

export type ChangeRefusal =
  'withheld' | 'stale' | 'budget' | 'limit' | 'answered' | 'ledgered' | 'repeated' | 'threaded' | 'defect';
/** A changed case and all that changes with it; the meanings say what stood in the way. */
export function changeWrites(table: Table, change: CaseChange, now: string): Guarded<ChangeRefusal>[] {
  const { before, after } = change;
  return [
    {
      write: put(table, keys.case(after.id), caseRow(after), versionIs(before.version)),
      means: 'stale',
    },
    ...(change.brake ? [{ write: takeMailRoom(table, change.brake), means: 'withheld' as const }] : []),
    ...change.facts.map((fact) => ({ write: putFact(table, fact, after), means: 'stale' as const })),
    ...change.messages.map((message) => ({
      write: putMessage(table, after.id, message),
      means: 'stale' as const,
    })),
    ...change.mails.map((mail) => ({ write: putMail(table, mail), means: 'stale' as const })),
    ...(change.offer ? offerWrites(table, change.offer) : []),
    ...(change.wait ? [{ write: putWait(table, after.id, change.wait), means: 'defect' as const }] : []),
    ...(change.participations ?? []).map((participation) => ({
      write: letTakePart(table, participation),
      means: 'defect' as const,
    })),
    ...(change.ledger
      ? [{ write: putLedger(table, change.ledger, change.ledgerWas), means: 'ledgered' as const }]
      : []),
    ...(change.sentinel
      ? [{ write: putSentinel(table, change.sentinel, after, now), means: 'repeated' as const }]
      : []),
    ...(change.threads ?? []).map((digest) => ({
      write: putThread(table, digest, after.id),
      means: 'threaded' as const,
    })),
    ...(change.links ?? []).flatMap((link) =>
      putLink(table, after.id, link).map((write) => ({ write, means: 'defect' as const })),
    ),
    ...addressesOnlyIn(after, before).map((address) => ({
      write: putContactCase(table, address, after),
      means: 'defect' as const,
    })),
    ...addressesOnlyIn(before, after).map((address) => ({
      write: {
        Delete: {
          TableName: table.name,
          Key: { ...keys.contactCase(address, after.receivedAt, after.id) },
        },
      },
      means: 'defect' as const,
    })),
  ];
}

const addressesOnlyIn = (one: Case, other: Case): string[] =>
  one.addresses.filter((address) => !other.addresses.includes(address));

/** Days that the row of a mailbox is kept after the last mail: as long as what did not arrive counts. */
const MAILBOX_DAYS = 16;

function takeMailRoom(table: Table, brake: MailBrake): Write {
  const { address, day, mails, mailsPerDay, answers, answersPerDay } = brake;
  return {
    Update: {
      TableName: table.name,
      Key: keys.mailbox(address),
      UpdateExpression: `SET #ttl = :ttl ADD #mails :mails${answers > 0 ? ', #answers :answers' : ''}`,
      ConditionExpression:
        'attribute_not_exists(stopped) AND (attribute_not_exists(#mails) OR #mails <= :room)' +
        (answers > 0 ? ' AND (attribute_not_exists(#answers) OR #answers <= :answerRoom)' : ''),
      ExpressionAttributeNames: {
        '#ttl': 'ttl',
        '#mails': `mails ${day}`,
        ...(answers > 0 && { '#answers': `answers ${day}` }),
      },
      ExpressionAttributeValues: {
        ':ttl': seconds(`${day}T00:00:00.000Z`) + MAILBOX_DAYS * 86_400,
        ':mails': mails,
        ':room': mailsPerDay - mails,
        ...(answers > 0 && { ':answers': answers, ':answerRoom': answersPerDay - answers }),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

/** Holds an offer, or settles it. The budget counts what is promised or spent, so that it can never be promised twice. */
export function offerWrites(table: Table, change: OfferChange): Guarded<ChangeRefusal>[] {
  if (change.kind === 'reserve') {
    const { offer, limits } = change;
    const made = {
      ...limits.made,
      [offer.id]: counted(offer, true),
    };
    const limitsUnchanged: Condition = limits.version === 0 ? mustBeNew : versionIs(limits.version);
    return [
      { write: putOffer(table, offer, mustBeNew), means: 'defect' },
      {
        write: put(
          table,
          keys.offerLimit(limits.customerKey),
          { version: limits.version + 1, made },
          limitsUnchanged,
        ),
        means: 'limit',
      },
      {
        write: holdInBudget(table, change),
        means: 'budget',
      },
    ];
  }
  return settleWrites(table, change);
}

export function settleWrites(
  table: Table,
  { before, after, budget, voucher, posting }: Extract<OfferChange, { kind: 'settle' }>,
): Guarded<ChangeRefusal>[] {
  const inBudget = budgetMoveOf(budget, before);
  const counts = budget === 'spend' || budget === 'promise' || budget === 'release';
  return [
    { write: putOffer(table, after, versionIs(before.version)), means: 'answered' },
    ...(counts ? [{ write: recount(table, before, budget === 'release'), means: 'defect' as const }] : []),
    ...(inBudget ? [{ write: addToBudget(table, before, inBudget), means: 'defect' as const }] : []),
    ...(voucher
      ? [{ write: put(table, keys.voucher(voucher.code), voucher, mustBeNew), means: 'defect' as const }]
      : []),
    ...(posting ? postingWrites(table, posting).map((write) => ({ write, means: 'defect' as const })) : []),
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

/** A case with a person has no machine that watches the offer's time, so the sweeper is told of every open one; and
 * of every accepted one that somebody else has still to carry out. */
const putOffer = (table: Table, offer: Offer, condition: Condition): Write =>
  put(
    table,
    keys.offer(offer.id),
    {
      ...offer,
      ...dueOf(offer),
    },
    condition,
  );

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
function holdInBudget(table: Table, { offer, budgetLimit, warnAt, limitPerMonth }: Reservation): Write {
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

type Reservation = Extract<OfferChange, { kind: 'reserve' }>;

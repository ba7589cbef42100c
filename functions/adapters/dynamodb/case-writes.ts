import type { Case } from '../../domain/case/case.ts';
import type { CaseChange } from '../../domain/case/change.ts';
import type { NewCase, Sentinel } from '../../ports/cases.ts';
import { claimAttachment } from './attachments.ts';
import {
  dropContactCase,
  putContactCase,
  putFact,
  putLink,
  putMail,
  putMessage,
  putThread,
  putWait,
} from './case-parts.ts';
import { caseRow } from './case-row.ts';
import { letTakePart } from './experiments.ts';
import { guard, type Guarded } from './guarded.ts';
import { keys } from './keys.ts';
import { putLedger } from './ledger.ts';
import { takeMailRoom } from './mailboxes.ts';
import { offerWrites, settleWrites, type OfferRefusal } from './offer-writes.ts';
import { takeTicket } from './rate-tickets.ts';
import { epochSeconds, mustBeNew, put, versionIs, type Condition, type Table, type Write } from './table.ts';

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

/** A new case and all that comes with it; the meanings say which promise was already taken. */
export function openingWrites(table: Table, opening: NewCase, now: string): Guarded<OpeningRefusal>[] {
  const { case: record, sentinel, claims = [], threads = [], links = [], mails = [] } = opening;
  return [
    // First: the same mail told of twice is no mail that came twice.
    ...guard('ledgered', putLedger(table, opening.ledger, opening.ledgerWas)),
    ...guard('repeated', sentinel && putSentinel(table, sentinel, record, now)),
    ...guard('too-many', ...opening.rate.map((ticket) => takeTicket(table, ticket, now))),
    ...guard('attachment-taken', ...claims.map((id) => claimAttachment(table, id, record.id, now))),
    ...guard('number-taken', put(table, keys.caseNumber(record.number), { caseId: record.id }, mustBeNew)),
    ...guard(
      'defect',
      put(table, keys.case(record.id), caseRow(record), mustBeNew),
      putMessage(table, record.id, opening.message),
    ),
    ...guard('threaded', ...threads.map((digest) => putThread(table, digest, record.id))),
    ...guard(
      'defect',
      ...links.flatMap((link) => putLink(table, record.id, link)),
      ...opening.facts.map((fact) => putFact(table, fact, record)),
      ...mails.map((mail) => putMail(table, mail)),
    ),
    ...(opening.offer ? settleWrites(table, opening.offer) : []).flatMap(({ write, means }) =>
      guard(means === 'answered' ? 'offer-answered' : means, write),
    ),
    ...guard('defect', ...record.addresses.map((address) => putContactCase(table, address, record))),
  ];
}

/** What stood in the way of a change. */
export type ChangeRefusal = OfferRefusal | 'withheld' | 'stale' | 'ledgered' | 'repeated' | 'threaded';

/** A changed case and all that changes with it; the meanings say what stood in the way. */
export function changeWrites(table: Table, change: CaseChange, now: string): Guarded<ChangeRefusal>[] {
  const { before, after, brake, offer, wait, ledger, sentinel } = change;
  const { participations = [], threads = [], links = [] } = change;
  return [
    ...guard('stale', put(table, keys.case(after.id), caseRow(after), versionIs(before.version))),
    ...guard('withheld', brake && takeMailRoom(table, brake)),
    ...guard(
      'stale',
      ...change.facts.map((fact) => putFact(table, fact, after)),
      ...change.messages.map((message) => putMessage(table, after.id, message)),
      ...change.mails.map((mail) => putMail(table, mail)),
    ),
    ...(offer ? offerWrites(table, offer) : []),
    ...guard(
      'defect',
      wait && putWait(table, after.id, wait),
      ...participations.map((participation) => letTakePart(table, participation)),
    ),
    ...guard('ledgered', ledger && putLedger(table, ledger, change.ledgerWas)),
    ...guard('repeated', sentinel && putSentinel(table, sentinel, after, now)),
    ...guard('threaded', ...threads.map((digest) => putThread(table, digest, after.id))),
    ...guard(
      'defect',
      ...links.flatMap((link) => putLink(table, after.id, link)),
      ...addressesOnlyIn(after, before).map((address) => putContactCase(table, address, after)),
      ...addressesOnlyIn(before, after).map((address) => dropContactCase(table, address, after)),
    ),
  ];
}

const addressesOnlyIn = (one: Case, other: Case): string[] =>
  one.addresses.filter((address) => !other.addresses.includes(address));

/** Keeps what a request led to, until somebody may send the same again. */
function putSentinel(table: Table, sentinel: Sentinel, record: Case, now: string): Write {
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
    ttl: epochSeconds(sentinel.expiresAt),
  };
  return put(table, keys.idempotency(sentinel.hash), row, freeOrExpired);
}

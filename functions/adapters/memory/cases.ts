/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { placeOf } from './experiments.ts';
import { isAnswerToOffer } from '../../domain/case/answer-to-offer.ts';
import { caseSchema, type Case } from '../../domain/case/case.ts';
import type { CaseChange } from '../../domain/case/change.ts';
import { ledgerRowSchema, type LedgerRow } from '../../domain/case/ledger.ts';
import type { MailBrake, WithheldWhy } from '../../domain/case/mail-brake.ts';
import { mailRecordSchema } from '../../domain/case/mail-record.ts';
import { messageSchema } from '../../domain/case/message.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Cases, NewCase, Opened, Saved } from '../../ports/cases.ts';
import { memoryCaseLists } from './case-lists.ts';
import {
  fullTicket,
  keepFact,
  keepLink,
  mailboxOf,
  takeTickets,
  type CaseStore,
  type KeptCase,
} from './case-store.ts';
import { changeOffer, offerRefused } from './offers.ts';

/** `References` can hold hundreds; the port promises a look at ten. */
const MAIL_IDS_LOOKED_UP = 10;

/** Cases for tests: the same refusals in the same order as in the one table, and each write whole or not at all. */
export function memoryCases(store: CaseStore, now: () => Instant): Cases {
  const found = (caseId: string): KeptCase | undefined => store.cases.get(caseId);
  return {
    ...memoryCaseLists(store),

    async open(opening) {
      const refused = openingRefused(store, opening, now());
      if (refused) return refused;
      keepNew(store, opening, now());
      return { kind: 'opened' };
    },

    async file(caseId) {
      const kept = found(caseId);
      return (
        kept && {
          case: kept.record,
          messages: [...kept.messages],
          facts: [...kept.facts],
          mails: [...kept.mails].sort((a, b) => (mailKey(a) < mailKey(b) ? -1 : 1)),
          ...(kept.links.size > 0 && {
            links: [...kept.links].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link),
          }),
        }
      );
    },

    read: async (caseId) => found(caseId)?.record,
    idByNumber: async (number) => store.numbers.get(number),

    async save(change) {
      const refused = changeRefused(store, change, now());
      if (refused) return refused;
      keepChange(store, change);
      return { kind: 'saved' };
    },

    wait: async (caseId, name) => found(caseId)?.waits.get(name),

    async idsByMailIds(messageIds) {
      const caseOf = (messageId: string): string[] =>
        [...store.cases.values()]
          .filter(
            ({ messages, mails }) =>
              messages.some(({ mailId }) => mailId === messageId) ||
              mails.some((mail) => mail.messageId === messageId),
          )
          .slice(0, 1)
          .map(({ record }) => record.id);
      return [...new Set(messageIds.slice(-MAIL_IDS_LOOKED_UP).reverse().flatMap(caseOf))];
    },

    async openedBy(address, since) {
      return [...store.cases.values()]
        .map(({ record }) => record)
        .filter(
          (record) =>
            record.addresses.includes(address) && record.receivedAt >= since && !isAnswerToOffer(record),
        )
        .map(({ id, receivedAt }) => ({ caseId: id, receivedAt }))
        .sort((a, b) => (`${a.receivedAt}#${a.caseId}` < `${b.receivedAt}#${b.caseId}` ? -1 : 1));
    },
  };
}

const mailKey = ({ purpose, number }: { purpose: string; number: number }): string =>
  `${purpose}#${String(number).padStart(3, '0')}`;

function openingRefused(store: CaseStore, opening: NewCase, at: Instant): Opened | undefined {
  const row = ledgerRefused(store, opening.ledger, opening.ledgerWas);
  if (row) return { kind: 'ledgered', row };
  const answer = opening.sentinel && store.answers.get(opening.sentinel.hash);
  if (answer && answer.expiresAt > at) {
    const { caseId, number, answerBy, receivedAt, requestHash } = answer;
    return { kind: 'repeated', caseId, number, answerBy, receivedAt, requestHash };
  }
  const retryAfterSeconds = fullTicket(store, opening.rate, at);
  if (retryAfterSeconds !== undefined) return { kind: 'too-many', retryAfterSeconds };
  const taken = opening.claims?.find((id) => !isFree(store, id, at));
  if (taken !== undefined) return { kind: 'attachment-taken', id: taken };
  if (store.numbers.has(opening.case.number)) return { kind: 'number-taken' };
  if (isThreadTaken(store, opening.case.id, opening.threads)) return { kind: 'threaded' };
  if (opening.offer && offerRefused(store, opening.offer)) return { kind: 'offer-answered' };
  if (store.cases.has(opening.case.id)) throw new Error('a new case met an item of its own id');
  return undefined;
}

function isFree(store: CaseStore, attachmentId: string, at: Instant): boolean {
  const attachment = store.attachments.get(attachmentId);
  return attachment !== undefined && attachment.caseId === undefined && attachment.expiresAt > at;
}

function keepNew(store: CaseStore, opening: NewCase, at: Instant): void {
  const { case: record, sentinel } = opening;
  const kept: KeptCase = {
    record: caseSchema.parse(record),
    messages: [messageSchema.parse(opening.message)],
    facts: [],
    mails: (opening.mails ?? []).map((mail) => mailRecordSchema.parse(mail)),
    waits: new Map(),
    links: new Map(),
  };
  store.cases.set(record.id, kept);
  store.numbers.set(record.number, record.id);
  store.ledger.set(opening.ledger.id, ledgerRowSchema.parse(opening.ledger));
  takeTickets(store, opening.rate, at);
  for (const id of opening.claims ?? []) {
    const attachment = store.attachments.get(id);
    if (attachment) store.attachments.set(id, { ...attachment, caseId: record.id });
  }
  if (sentinel) keepSentinel(store, sentinel, record);
  for (const digest of opening.threads ?? []) store.threads.set(digest, record.id);
  for (const link of opening.links ?? []) keepLink(store, record.id, link);
  if (opening.offer) changeOffer(store, opening.offer);
  for (const fact of opening.facts) keepFact(store, kept, fact);
}

function keepSentinel(
  store: CaseStore,
  { hash, requestHash, expiresAt }: NonNullable<NewCase['sentinel']>,
  { id: caseId, number, answerBy, receivedAt }: Case,
): void {
  store.answers.set(hash, { requestHash, expiresAt, caseId, number, answerBy, receivedAt });
}

const isThreadTaken = (store: CaseStore, caseId: string, threads: readonly string[] = []): boolean =>
  threads.some((digest) => (store.threads.get(digest) ?? caseId) !== caseId);

/** The row that stands in the way: any for a new one, another version for a decision. */
function ledgerRefused(store: CaseStore, { id }: LedgerRow, was: number | undefined): LedgerRow | undefined {
  const row = store.ledger.get(id);
  return row && was !== row.version ? row : undefined;
}

function changeRefused(store: CaseStore, change: CaseChange, at: Instant): Saved | undefined {
  const kept = store.cases.get(change.after.id);
  if (kept?.record.version !== change.before.version) return { kind: 'stale' };
  const taken = change.mails.some(({ purpose, number }) =>
    kept.mails.some((mail) => mail.purpose === purpose && mail.number === number),
  );
  const told = change.messages.some(({ number }) => kept.messages.some((one) => one.number === number));
  if (taken || told) return { kind: 'stale' };
  const withheld = change.brake && mailRefused(store, change.brake);
  if (withheld) return { kind: 'mail-withheld', why: withheld };
  const why = change.offer && offerRefused(store, change.offer);
  if (why) return { kind: 'offer-refused', why };
  const row = change.ledger && ledgerRefused(store, change.ledger, change.ledgerWas);
  if (row) return { kind: 'ledgered', row };
  const answer = change.sentinel && store.answers.get(change.sentinel.hash);
  if (answer && answer.expiresAt > at) return { kind: 'repeated', caseId: answer.caseId };
  return isThreadTaken(store, change.after.id, change.threads) ? { kind: 'threaded' } : undefined;
}

const roomOf = ({ day, mails, mailsPerDay, answers, answersPerDay }: MailBrake) => [
  { of: `mails ${day}`, takes: mails, most: mailsPerDay },
  ...(answers > 0 ? [{ of: `answers ${day}`, takes: answers, most: answersPerDay }] : []),
];

function mailRefused(store: CaseStore, brake: MailBrake): WithheldWhy | undefined {
  const mailbox = store.mailboxes.get(brake.address);
  if (mailbox?.stopped) return 'undeliverable';
  const isFull = roomOf(brake).some(
    ({ of, takes, most }) => (mailbox?.taken.get(of) ?? -most) > most - takes,
  );
  return isFull ? 'too-many' : undefined;
}

function takeMailRoom(store: CaseStore, brake: MailBrake): void {
  const mailbox = mailboxOf(store, brake.address);
  for (const { of, takes } of roomOf(brake)) mailbox.taken.set(of, (mailbox.taken.get(of) ?? 0) + takes);
}

function keepChange(store: CaseStore, change: CaseChange): void {
  const kept = store.cases.get(change.after.id);
  if (!kept) throw new Error(`${change.after.id} is not in the store`);
  kept.record = caseSchema.parse(change.after);
  kept.messages.push(...change.messages.map((message) => messageSchema.parse(message)));
  kept.mails.push(...change.mails.map((mail) => mailRecordSchema.parse(mail)));
  if (change.brake) takeMailRoom(store, change.brake);
  if (change.ledger) store.ledger.set(change.ledger.id, ledgerRowSchema.parse(change.ledger));
  if (change.sentinel) keepSentinel(store, change.sentinel, change.after);
  for (const digest of change.threads ?? []) store.threads.set(digest, change.after.id);
  for (const link of change.links ?? []) keepLink(store, change.after.id, link);
  if (change.offer) changeOffer(store, change.offer);
  for (const fact of change.facts) keepFact(store, kept, fact);
  for (const participation of change.participations ?? []) {
    const place = placeOf(participation);
    if (!store.participations.has(place)) store.participations.set(place, participation);
  }
  if (change.wait) {
    kept.waits.set(change.wait.name, change.wait);
    if (change.wait.answered) store.publish({ ...change.wait, caseId: kept.record.id, dispatch: 'wake' });
  }
}

import { isAnswerToOffer } from '../../domain/case/answer-to-offer.ts';
import type { Case } from '../../domain/case/case.ts';
import { targetOf, type CaseLink } from '../../domain/case/case-link.ts';
import type { Wait } from '../../domain/case/change.ts';
import type { Fact } from '../../domain/case/fact.ts';
import { abandonedAt, type MailRecord } from '../../domain/case/mail-record.ts';
import type { Message } from '../../domain/case/message.ts';
import { ladderCheckAt } from '../../domain/escalation/lost-ladder.ts';
import { indexedFactRow } from './fact-row.ts';
import { attention, keys, lookup } from './keys.ts';
import { mustBeNew, put, type Table, type Write } from './table.ts';

/** A fact after which a ladder climbs is in the index of due work, where the sweeper sees whether the machine came. */
export function putFact(table: Table, fact: Fact, after: Case): Write {
  const checkAt = ladderCheckAt(fact, after);
  return put(
    table,
    keys.fact(fact.subjectId, fact.number),
    { ...indexedFactRow(fact), ...(checkAt !== undefined && attention.due(checkAt, after.id)) },
    mustBeNew,
  );
}

/** Under the Message-ID of a mail, by which its replies find the case. */
export const putMessage = (table: Table, caseId: string, message: Message): Write =>
  put(
    table,
    keys.message(caseId, message.number),
    { ...message, ...(message.mailId !== undefined && lookup.mailId(message.mailId)) },
    mustBeNew,
  );

/** A mail is in the index of due work until it is sent, under its case. */
export const putMail = (table: Table, mail: MailRecord): Write =>
  put(
    table,
    keys.mail(mail.caseId, mail.purpose, mail.number),
    { ...mail, ...(mail.status === 'reserved' && attention.due(abandonedAt(mail), mail.caseId)) },
    mustBeNew,
  );

/** A thread belongs to one case, and stays there. */
export const putThread = (table: Table, digest: string, caseId: string): Write =>
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

/** An open wait; one that was answered already tells the stream to wake its machine. */
export const putWait = (table: Table, caseId: string, wait: Wait): Write =>
  put(table, keys.wait(caseId, wait.name), { ...wait, caseId, ...(wait.answered && { dispatch: 'wake' }) });

/** That an address opened a case; whether it is one that counts, without reading it. A campaign finds it at its place. */
export const putContactCase = (table: Table, address: string, record: Case): Write =>
  put(table, keys.contactCase(address, record.receivedAt, record.id), {
    caseId: record.id,
    receivedAt: record.receivedAt,
    ...lookup.notable(address),
    ...(isAnswerToOffer(record) && { answersOffer: true }),
  });

/** An address that is no longer one of the case's has opened it no more. */
export const dropContactCase = (table: Table, address: string, record: Case): Write => ({
  Delete: { TableName: table.name, Key: { ...keys.contactCase(address, record.receivedAt, record.id) } },
});

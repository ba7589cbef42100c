import type { MailRecord } from '../domain/case/mail-record.ts';
import { composeMail, isMailAddress, type OutgoingMail } from '../domain/mail/compose.ts';
import type { SentMails } from '../ports/cases.ts';
import type { Clock, PostOffice } from '../ports/world.ts';

interface DeliveryDeps {
  readonly postOffice: PostOffice;
  readonly sentMails: SentMails;
  readonly clock: Clock;
}

/**
 * Sends a reserved mail and confirms it; a mail that was sent or refused is left alone. A crash between the two sends it
 * again at the next try: on a case, a mail twice is better than never (docs/adr/009). What is written is rendered from
 * the record, so a repeat says the same with the same link.
 */
export async function deliver(
  deps: DeliveryDeps,
  record: MailRecord,
  write: () => Promise<OutgoingMail>,
): Promise<MailRecord['status']> {
  if (record.status !== 'reserved') return record.status;
  const answer = isMailAddress(record.to)
    ? await deps.postOffice.send({ to: record.to, raw: await composeMail(await write()) })
    : { kind: 'refused' as const };
  if (answer.kind === 'refused') await deps.sentMails.refuse(record, deps.clock.now());
  else await deps.sentMails.confirm(record, answer.messageId, deps.clock.now());
  return answer.kind;
}

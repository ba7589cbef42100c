import { theCustomer, type Actor } from '../domain/case/case.ts';
import type { EpisodeLink } from '../domain/case/case-link.ts';
import type { Happened } from '../domain/case/change.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import { plusDays } from '../domain/instant.ts';
import type { CaseFile, RateTicket, Sentinel } from '../ports/cases.ts';
import type { Digests, Ids } from '../ports/world.ts';
import { addMessage, type MessageAdded } from './add-message.ts';
import type { CaseDesk } from './case-file.ts';
import {
  answerOf,
  attachmentsOf,
  bodyOf,
  ledgerOf,
  nameOf,
  subjectOf,
  type MailInHand,
} from './mail-in-hand.ts';
import { openComplaint, type OpenComplaintDeps, type Receipt } from './open-complaint.ts';

/** The same Message-ID, sender and words within this time are one mail sent twice. */
const DUPLICATE_DAYS = 7;

interface OpenFromMailDeps extends OpenComplaintDeps {
  readonly digests: Pick<Digests, 'hash'>;
}

/** What is known of a mail beside what it says: threads that are still nobody's, and what its ledger row says more. */
interface MailEnd {
  readonly threads: readonly string[];
  readonly ledger?: Partial<LedgerRow>;
  readonly rate?: readonly RateTicket[];
  /** A person decides, about this version of the ledger row. A mail that came again is taken for one of its own then. */
  readonly also?: readonly Happened[];
  readonly links?: readonly EpisodeLink[];
  readonly decision?: { readonly by: Actor; readonly ledgerWas: number; readonly email?: string };
}

/** Opens a case from a mail; for the customer it is as if they had used the form. */
export function openFromMail(deps: OpenFromMailDeps, inHand: MailInHand, end: MailEnd): Promise<Receipt> {
  const { mail, messageId, unreachable, sender } = inHand;
  const { decision, threads, ledger, rate = [] } = end;
  return openComplaint(deps, {
    channel: 'mail',
    kind: 'complaint',
    name: nameOf(mail),
    email: decision?.email ?? sender,
    subject: subjectOf(mail),
    body: bodyOf(mail),
    marketingConsent: false,
    ...(unreachable && decision?.email === undefined && { unreachable: true }),
    ...(decision
      ? { acceptedBy: decision.by, ledgerWas: decision.ledgerWas }
      : { sentinel: sameMail(deps, inHand) }),
    rate,
    threads,
    ledger: { ...ledgerOf(inHand), ...ledger },
    attachments: attachmentsOf(mail),
    mailId: messageId,
  });
}

/** Adds a mail to a case as something its customer said. */
export function joinFromMail(
  deps: Omit<CaseDesk, 'offers'> & { readonly ids: Ids; readonly digests: Pick<Digests, 'hash'> },
  inHand: MailInHand,
  file: CaseFile,
  end: MailEnd,
): Promise<MessageAdded> {
  const { mail, messageId } = inHand;
  const { decision, threads, ledger } = end;
  return addMessage(
    deps,
    file.case.id,
    {
      channel: 'mail',
      text: answerOf(mail),
      subject: mail.subject.trim() === '' ? undefined : subjectOf(mail),
      attachments: attachmentsOf(mail),
      mailId: messageId,
      ledger: { ...ledgerOf(inHand), channel: 'mail', ...ledger },
      threads,
      by: decision?.by ?? theCustomer,
      ...(end.also && { also: end.also }),
      ...(end.links && { links: end.links }),
      ...(decision ? { ledgerWas: decision.ledgerWas } : { sentinel: sameMail(deps, inHand) }),
    },
    file,
  );
}

function sameMail(
  deps: { readonly digests: Pick<Digests, 'hash'>; readonly clock: { readonly now: () => string } },
  { messageId, address, mail }: MailInHand,
): Sentinel {
  const hash = deps.digests.hash('same-mail', messageId, address, bodyOf(mail));
  return { hash, requestHash: hash, expiresAt: plusDays(deps.clock.now(), DUPLICATE_DAYS) };
}

import { isOpen, theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { abandonedAt, type MailPurpose, type MailRecord } from '../domain/case/mail-record.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile, SentMails } from '../ports/cases.ts';
import type { Links, PostOffice } from '../ports/world.ts';
import { type CaseDesk } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { deliver } from './deliver-mail.ts';
import { escalate } from './escalation-turn.ts';
import { writeCaseMail } from './write-case-mail.ts';

/** What a step of a machine needs: to read a case, change it, and write to people about it. */
export interface CaseWork extends CaseDesk {
  readonly sentMails: SentMails;
  readonly postOffice: PostOffice;
  readonly links: Links;
}

/**
 * Sends the reserved mails of this step, and those that a crash left behind. The other steps of a case run at the same
 * time and send theirs: what somebody reserved a moment ago is left to them, or the customer would get it twice.
 * When mail to the customer is refused for good, that is a fact, and a person gets the case.
 * @param isOurs true for the mails that this step reserves, in this try or in one before
 */
export async function deliverReserved(
  deps: CaseWork,
  file: CaseFile,
  isOurs: (mail: MailRecord) => boolean,
): Promise<void> {
  const now = deps.clock.now();
  let refused = false;
  for (const record of file.mails) {
    if (!isOurs(record) && abandonedAt(record) > now) continue;
    const status = await deliver(deps, record, () => writeCaseMail(deps, file, record));
    refused ||= status === 'refused' && record.to === file.case.email;
  }
  if (refused && file.case.unreachable !== true) await giveUpMailing(deps, file.case);
}

async function giveUpMailing(deps: CaseWork, record: Case): Promise<void> {
  const at = deps.clock.now();
  const needsPerson = isOpen(record.status) && record.person === undefined;
  const happened: Happened[] = [
    { happening: { type: 'CustomerUnreachable' } },
    ...(needsPerson ? [escalate(deps.firm, record, ['customer-unreachable'], at)] : []),
  ];
  await saveOrThrow(deps, changeCase(record, { at, by: theSystem }, happened));
}

/**
 * Mails that are reserved where the customer writes or answers. The escalation machine sends them, and it alone, so that no
 * two steps send the same one: each of these ends in its hands or wakes it.
 */
export const leftByAnswers = [
  'cancellation-confirmed',
  'offer-answer',
  'message-notice',
] as const satisfies readonly MailPurpose[];

/** The mails of a step that is named by their purposes, such as a task that is tried again. */
export const ofPurpose =
  (...purposes: readonly MailPurpose[]) =>
  (mail: MailRecord): boolean =>
    purposes.includes(mail.purpose);

/** The mails that a change reserves, for a step that nobody tries again. */
export const reservedBy =
  (change: CaseChange) =>
  (mail: MailRecord): boolean =>
    change.mails.includes(mail);

/** The same work, for a step that has read this offer already: its mail says what the step decided on. */
export const knowing = (deps: CaseWork, offer: Offer | undefined): CaseWork => ({
  ...deps,
  offers: { byId: async (id) => (id === offer?.id ? offer : deps.offers.byId(id)) },
});

import { CaseMissing, StaleCase } from '../domain/case/errors.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { abandonedAt, type MailPurpose, type MailRecord } from '../domain/case/mail-record.ts';
import { isOpen, theSystem, type Case } from '../domain/case/case.ts';
import type { Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile, Cases, SentMails } from '../ports/cases.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock, Links, PostOffice } from '../ports/world.ts';
import { deliver } from './deliver-mail.ts';
import { escalate } from './escalation-turn.ts';
import type { Firm } from './firm.ts';
import { writeCaseMail } from './write-case-mail.ts';

/** What every step on a case needs: to read it, change it, and write to people about it. */
export interface CaseWork {
  readonly cases: Pick<Cases, 'file' | 'save'>;
  readonly offers: Pick<Offers, 'byId'>;
  readonly sentMails: SentMails;
  readonly postOffice: PostOffice;
  readonly links: Links;
  readonly clock: Clock;
  readonly firm: Firm;
}

export async function openFile(
  deps: { readonly cases: Pick<Cases, 'file'> },
  caseId: string,
): Promise<CaseFile> {
  const file = await deps.cases.file(caseId);
  if (!file) throw new CaseMissing(caseId);
  return file;
}

/** The file as it stands after a change, without reading it again. */
export const after = (file: CaseFile, change: CaseChange): CaseFile => ({
  case: change.after,
  messages: [...file.messages, ...change.messages],
  facts: [...file.facts, ...change.facts],
  mails: [...file.mails, ...change.mails],
});

/** Saves a change or throws `Case.Stale`: the machine tries the whole step again on what is there then. */
export async function saveOrThrow(
  deps: { readonly cases: Pick<Cases, 'save'> },
  change: CaseChange,
): Promise<void> {
  const saved = await deps.cases.save(change);
  if (saved.kind !== 'saved') throw new StaleCase(change.before.id);
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
    ...(needsPerson
      ? [escalate(deps.firm, record, record.assessed?.tier ?? 'standard', ['customer-unreachable'], at)]
      : []),
  ];
  await saveOrThrow(deps, changeCase(record, { at, by: theSystem }, happened));
}

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

export const hasMail = (file: CaseFile, purpose: MailPurpose): boolean =>
  file.mails.some((mail) => mail.purpose === purpose);

/** Reserves a mail; the number tells the mails of one purpose apart. */
export const reserveMail = (
  record: Case,
  purpose: MailPurpose,
  to: string,
  at: Instant,
  number = 1,
): MailRecord => ({
  caseId: record.id,
  purpose,
  number,
  to,
  status: 'reserved',
  reservedAt: at,
});

/** Automatic mail to the customer, unless mail to them bounced for good. */
export const mailToCustomer = (record: Case, purpose: MailPurpose, at: Instant, number = 1): MailRecord[] =>
  record.unreachable === true ? [] : [reserveMail(record, purpose, record.email, at, number)];

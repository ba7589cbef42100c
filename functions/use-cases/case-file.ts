import type { Case } from '../domain/case/case.ts';
import type { CaseChange } from '../domain/case/change.ts';
import { CaseMissing } from '../domain/case/errors.ts';
import type { MailPurpose, MailRecord } from '../domain/case/mail-record.ts';
import type { Instant } from '../domain/instant.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock } from '../ports/world.ts';
import type { Firm } from './firm.ts';

/** What it takes to change a case. Mails are reserved with the change; a step of a machine sends them. */
export interface CaseDesk {
  readonly cases: Pick<Cases, 'file' | 'save'>;
  readonly offers: Pick<Offers, 'byId'>;
  readonly clock: Clock;
  readonly firm: Firm;
}

/** Everything on a case. @throws CaseMissing: nobody asks for a case that was not opened */
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

/** Whether a mail of this purpose was reserved, whatever became of it. */
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

import { dayOf, type Day } from '../instant.ts';
import type { Case } from './case.ts';
import type { MailPurpose, MailRecord } from './mail-record.ts';

/**
 * Mails that answer a mail by themselves, to one address on one day. Whoever writes back to each of them without
 * saying that a machine does is stopped by this; a person's third matter of a day by mail reaches a person of ours.
 */
const ANSWERS_TO_MAIL_PER_DAY = 2;

/** Room for automatic mail to one address on one day (UTC); taken in the transaction that reserves the mail. */
export interface MailBrake {
  readonly address: string;
  readonly day: Day;
  /** Mails that are reserved now, and how many of a day there may be. */
  readonly mails: number;
  readonly mailsPerDay: number;
  /** How many of them answer a mail. */
  readonly answers: number;
  readonly answersPerDay: number;
}

/** Why mail to an address stops: there was enough of it today, or it does not arrive. */
export type WithheldWhy = 'too-many' | 'undeliverable';

/** What we write to customers without a person having a hand in it. */
const automaticPurposes: readonly MailPurpose[] = [
  'acknowledgement',
  'decision',
  'offer-reminder',
  'closing',
  'cancellation-confirmed',
  'thanks',
];
/** Of these, what a mail calls forth at once. The others follow a link that somebody opened, or time. */
const answersToMail: readonly MailPurpose[] = [
  'acknowledgement',
  'decision',
  'cancellation-confirmed',
  'thanks',
];

/** Automatic mail to the customer of the case; notices to staff are not braked, or a ladder would fall silent. */
export const isBraked = (mail: MailRecord, customer: string): boolean =>
  mail.status === 'reserved' && mail.to === customer && automaticPurposes.includes(mail.purpose);

/** The room that a change needs; undefined when it reserves no automatic mail to the customer. */
export function brakeOf(
  { after, mails }: { readonly after: Case; readonly mails: readonly MailRecord[] },
  mailsPerDay: number,
): MailBrake | undefined {
  const braked = mails.filter((mail) => isBraked(mail, after.email));
  const [first] = braked;
  if (!first) return undefined;
  return {
    address: after.email,
    day: dayOf(first.reservedAt),
    mails: braked.length,
    mailsPerDay,
    answers: after.channel === 'mail' ? braked.filter(isAnswer).length : 0,
    answersPerDay: ANSWERS_TO_MAIL_PER_DAY,
  };
}

const isAnswer = ({ purpose }: MailRecord): boolean => answersToMail.includes(purpose);

import { readCaseNumber } from '../domain/case/case-number.ts';
import type { QuarantineReason } from '../domain/case/ledger.ts';
import { idPrefixes } from '../domain/ids.ts';
import { parseStableMessageId } from '../domain/mail/own-marks.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Kinship } from '../ports/kinship.ts';
import type { Links } from '../ports/world.ts';
import type { MailInHand } from './mail-in-hand.ts';

export interface RelatedDeps {
  readonly cases: Pick<Cases, 'file' | 'idsByMailIds' | 'idByNumber'>;
  readonly links: Pick<Links, 'caseInReplyAddress'>;
  readonly kinship: Kinship;
  readonly mailDomain: string;
}

/** The case that a mail names, and how it names it. */
export interface Related {
  readonly file: CaseFile;
  readonly by: 'reply-address' | 'thread' | 'case-number';
}

/**
 * The case that a mail names: by our signed reply address, by a Message-ID that we sent or received, or by its number in the
 * subject. What may join is decided apart, by `whyNotJoin`.
 * @param caseOf cases of the threads of this sender, as the intake looked them up
 */
export async function findRelatedCase(
  deps: RelatedDeps,
  inHand: MailInHand,
  caseOf: ReadonlyMap<string, string>,
): Promise<Related | undefined> {
  const { mail, received, threads } = inHand;
  // A forwarded mail is no answer, whatever its headers name (zammad#4965).
  if (mail.verdict === 'forward') return undefined;
  // Without an envelope the header has to do: the address is signed, and so cannot be made up.
  const recipients =
    received.recipients.length > 0
      ? received.recipients
      : [...mail.to, ...mail.cc].map(({ address }) => address);
  for (const recipient of recipients) {
    const caseUlid = await deps.links.caseInReplyAddress(recipient);
    const file = caseUlid === undefined ? undefined : await deps.cases.file(`${idPrefixes.case}${caseUlid}`);
    if (file) return { file, by: 'reply-address' };
  }
  const named = [...(mail.inReplyTo === null ? [] : [mail.inReplyTo]), ...mail.references.toReversed()];
  const ours = named.flatMap((id) => parseStableMessageId(id, deps.mailDomain)?.caseId ?? []);
  const threaded = threads.flatMap((digest) => caseOf.get(digest) ?? []);
  const known = ours[0] ?? threaded[0] ?? (await caseOfAnybody(deps, named));
  const file = known === undefined ? undefined : await deps.cases.file(known);
  return file ? { file, by: 'thread' } : caseInSubject(deps, mail.subject);
}

/** The threads of other senders, and ids that SES gave our mails; asked last, as it costs a request for every id. */
async function caseOfAnybody(deps: RelatedDeps, named: readonly string[]): Promise<string | undefined> {
  if (named.length === 0) return undefined;
  const [found] = await deps.cases.idsByMailIds(named.toReversed());
  return found;
}

/** A mail about a case that is no answer to one of ours, such as after a call. */
async function caseInSubject(deps: RelatedDeps, subject: string): Promise<Related | undefined> {
  const written = /\bAM-\d{4}-[0-9A-Z]{6}\b/i.exec(subject)?.[0];
  const number = written === undefined ? undefined : readCaseNumber(written);
  const caseId = number === undefined ? undefined : await deps.cases.idByNumber(number);
  const file = caseId === undefined ? undefined : await deps.cases.file(caseId);
  return file && { file, by: 'case-number' };
}

/**
 * Why a mail that names a case does not join it; undefined when it may.
 *
 * Only a known address of the case may write on it. Where nobody vouches for the address, the sender must have something
 * that a stranger to our mails has not: the signed reply address. A number in a subject is on parcels and bills: it never
 * joins anything (zammad#5064, freescout#1095).
 */
export async function whyNotJoin(
  deps: { readonly kinship: Kinship },
  { address, trust }: MailInHand,
  { file: { case: record }, by }: Related,
): Promise<QuarantineReason | undefined> {
  if (by === 'case-number') return 'case-number';
  if (trust === 'disproved') return 'unproven-sender';
  if (trust === 'unproven' && by !== 'reply-address') return 'unproven-sender';
  const isKnown = record.addresses.includes(address) || (await deps.kinship.areOne(address, record.email));
  return isKnown ? undefined : 'unknown-sender';
}

import type { DeliveryReport } from '../domain/mail/delivery-report.ts';
import type { ParsedMail } from '../domain/mail/parsed-mail.ts';
import { findRelatedCase, type RelatedDeps } from './find-related-case.ts';
import { heedDeliveryReport, type HeedDeps } from './heed-delivery-report.ts';
import type { MailInHand } from './mail-in-hand.ts';

export type HeedMailDeps = Omit<HeedDeps, 'cases'>;

/**
 * A bounce or feedback report that came as a mail. Anybody can write one, so it is believed only of the address of the
 * case whose signed reply address or Message-ID it holds.
 * @returns the case it is about
 */
export async function heedMachineMail(
  deps: RelatedDeps & HeedDeps,
  inHand: MailInHand,
  caseOf: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const { mail, received } = inHand;
  if (mail.verdict !== 'bounce' && !isFeedback(mail)) return undefined;
  const related = await findRelatedCase(deps, inHand, caseOf);
  if (!related || related.by === 'case-number') return undefined;
  const { id, email } = related.file.case;
  const what = whatOf(mail, email);
  if (what !== undefined)
    await heedDeliveryReport(deps, {
      id: received.messageId,
      address: email,
      what,
      at: deps.clock.now(),
      caseId: id,
    });
  return id;
}

function whatOf(mail: ParsedMail, address: string): DeliveryReport['what'] | undefined {
  if (mail.verdict !== 'bounce') return 'complained';
  const named = mail.bounce?.recipients.find((one) => one.address.toLowerCase() === address);
  return named && (named.permanent ? 'bounced' : 'undelivered');
}

/** RFC 5965; receipts and other reports about a mail are no complaint about it. */
const isFeedback = ({ verdict, attachments }: ParsedMail): boolean =>
  verdict === 'report' && attachments.some(({ contentType }) => contentType === 'message/feedback-report');

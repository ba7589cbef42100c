import { mailboxKey } from '../domain/mail/addresses.ts';
import type { DeliveryReport } from '../domain/mail/delivery-report.ts';
import { parseCampaignMailId, parseStableMessageId } from '../domain/mail/own-marks.ts';
import type { ParsedMail } from '../domain/mail/parsed-mail.ts';
import type { CaseFile } from '../ports/cases.ts';
import type { Links } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';
import { findRelatedCase, type RelatedDeps } from './find-related-case.ts';
import { heedDeliveryReport, type HeedDeps } from './heed-delivery-report.ts';
import type { MailInHand } from './mail-in-hand.ts';
import { genuineContact } from './unsubscribe.ts';

export type HeedMailDeps = Omit<HeedDeps, 'cases'> & {
  readonly links: Pick<Links, 'caseInReplyAddress' | 'idIn' | 'isGenuine'>;
};

/**
 * A bounce or feedback report that came as a mail. Anybody can write one, so it is believed only of the address of the
 * case or campaign mail whose signed reply address, Message-ID or unsubscribe link it holds, itself or in what it returns.
 * @returns the case it is about
 */
export async function heedMachineMail(
  deps: RelatedDeps & HeedDeps & HeedMailDeps,
  inHand: MailInHand,
  caseOf: ReadonlyMap<string, string>,
): Promise<string | undefined> {
  const { mail, received } = inHand;
  if (mail.verdict !== 'bounce' && mail.complaint !== true) return undefined;
  await heedOfMarketing(deps, inHand);
  const related = await findRelatedCase(deps, withReturned(inHand), caseOf);
  if (!related || related.by === 'case-number') return undefined;
  const { id, email } = related.file.case;
  const what = wentToStaff(deps, mail, related.file) ? undefined : whatOf(mail, email);
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

/** A campaign mail is on no case; its unsubscribe link, signed by us, names whom it was written to. */
async function heedOfMarketing(
  deps: HeedDeps & Pick<HeedMailDeps, 'links'> & Pick<RelatedDeps, 'mailDomain'>,
  { mail, received }: MailInHand,
): Promise<void> {
  const at = deps.clock.now();
  const ids = mail.returnedIds ?? [];
  const campaign = ids.flatMap((id) => parseCampaignMailId(id, deps.mailDomain) ?? []).at(-1);
  for (const id of ids) {
    const token = /\/api\/unsubscribe\/([^/>]+)>$/.exec(id)?.[1];
    const contactId = token === undefined ? undefined : await genuineContact(deps, token);
    if (contactId === undefined) continue;
    if (mail.complaint === true) await deps.contacts.stop(contactId, at);
    for (const { address: written } of mail.bounce?.recipients ?? []) {
      const address = mailboxKey(written);
      const what = whatOf(mail, address);
      if (what !== undefined && (await contactIdOf(deps.digests, address)) === contactId)
        await heedDeliveryReport(deps, {
          ...{ id: received.messageId, address, what, at },
          ...(campaign && { campaign }),
        });
    }
  }
}

/** The mail as if it were itself the answer to what it returns. Reply addresses are signed: they are believed anywhere. */
function withReturned(inHand: MailInHand): MailInHand {
  const { mail, received } = inHand;
  const returned = mail.returnedIds ?? [];
  const recipients = [
    ...received.recipients,
    ...[...mail.to, ...mail.cc].map(({ address }) => address),
    ...returned.map((id) => id.slice(1, -1)),
  ];
  return {
    ...inHand,
    received: { ...received, recipients },
    mail: { ...mail, references: [...mail.references, ...returned] },
  };
}

/** A colleague who calls a notice spam says nothing of the customer. */
const wentToStaff = (
  { mailDomain }: RelatedDeps,
  { references, returnedIds = [] }: ParsedMail,
  file: CaseFile,
): boolean => {
  const ids = [...references, ...returnedIds];
  return file.mails.some(({ to, purpose, number, messageId }) => {
    if (to === file.case.email) return false;
    return ids.some((id) => {
      const own = parseStableMessageId(id, mailDomain);
      return id === messageId || (own?.purpose === purpose && own.number === number);
    });
  });
};

function whatOf(mail: ParsedMail, address: string): DeliveryReport['what'] | undefined {
  if (mail.verdict !== 'bounce') return 'complained';
  const named = mail.bounce?.recipients.find((one) => mailboxKey(one.address) === address);
  return named && (named.permanent ? 'bounced' : 'undelivered');
}

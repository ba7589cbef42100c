import type { Attachment, Email } from 'postal-mime';
import { mailAddresses, messageIds, oneLine } from './addresses.ts';
import { attachmentName } from './attachment-name.ts';
import type { BounceEvidence } from './bounce-evidence.ts';
import { filesInText, withoutFiles } from './files-in-text.ts';
import { prepare } from './incoming.ts';
import { marksOf } from './machine-marks.ts';
import type { MailAddress, MailAttachment, ParsedMail, Verdict } from './parsed-mail.ts';
import { readEmail } from './read-email.ts';
import { printable, readableText, unquotedText } from './readable-text.ts';
import { replyText } from './reply-text.ts';
import { returnedIds } from './returned-ids.ts';
import { tnefOf, warnOfSealedParts } from './sealed-parts.ts';
import { judge } from './verdict.ts';
import type { Warn } from './warn.ts';

/**
 * Reads any bytes as a mail and never throws: whatever had to be assumed or left out is a warning. The raw message
 * is kept elsewhere, so nothing here has to be complete to be safe.
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  const warnings: string[] = [];
  const warn: Warn = (warning) => {
    if (!warnings.includes(warning)) warnings.push(warning);
  };
  const prepared = prepare(bytes);
  for (const warning of prepared.warnings) warn(warning);
  if (prepared.raw.length === 0) warn('The mail is empty.');

  const email = await readEmail(prepared.raw, warn);
  const header = (key: string) => email.headers.find((field) => field.key === key)?.value.trim();
  const opened = tnefOf(email.attachments);
  const html = printable(email.html || (opened?.html ?? ''));
  const ownText =
    email.text !== undefined && email.text.trim() !== '' ? email.text : opened?.text || email.text;
  const text = await readableText(ownText, html, warn);
  const inText = filesInText(text);
  const subject = oneLine(email.subject ?? '');
  const [from] = mailAddresses(email.from ? [email.from] : undefined);
  const [inReplyTo] = messageIds(header('in-reply-to'));
  const references = messageIds(header('references'));
  const [messageId] = messageIds(header('message-id'));
  const date = dateOf(email.date);
  if (!from) warn('The mail names no sender.');
  if (messageId === undefined) warn('The mail has no Message-ID.');
  if (date === null)
    warn(email.date === undefined ? 'The mail has no date.' : 'The date of the mail is unreadable.');
  warnOfSealedParts(email.attachments, opened, warn);
  if (inText.length > 0)
    warn('Files stand in the text itself (uuencode or yEnc); they were named and left there.');

  const marks = marksOf(email);
  const to = mailAddresses(email.to);
  const evidence = evidenceOf(email, { from, to, subject, text });
  const judgement = judge({
    ...evidence,
    marks,
    threaded: inReplyTo !== undefined || references.length > 0,
    contentType: header('content-type') ?? '',
    feedback: partTexts(email.attachments, /^message\/feedback-report$/),
    partTypes: email.attachments.map(({ mimeType }) => mimeType),
  });

  return {
    ok: true,
    ...judgement,
    ...(isAboutMail(judgement.verdict) && { returnedIds: returnedIds([...evidence.returned, text]) }),
    messageId: messageId ?? null,
    inReplyTo: inReplyTo ?? null,
    references,
    from: from ?? null,
    replyTo: mailAddresses(email.replyTo),
    to,
    cc: mailAddresses(email.cc),
    date,
    subject,
    text,
    html,
    reply: replyText(
      withoutFiles(ownText === undefined && html !== '' ? await unquotedText(html, text) : text),
    ),
    attachments: [...email.attachments.map(attachmentOf), ...(opened?.attachments ?? []), ...inText],
    marks,
    warnings,
  };
}

const isAboutMail = (verdict: Verdict): boolean => verdict === 'bounce' || verdict === 'report';

/** The attachments of a mail with their bytes, in the order in which `parseMail` lists them. */
export async function attachmentsIn(
  bytes: Uint8Array,
): Promise<readonly (MailAttachment & { readonly content: Uint8Array<ArrayBuffer> })[]> {
  const email = await readEmail(prepare(bytes).raw, () => undefined);
  return email.attachments.map((attachment) => ({
    ...attachmentOf(attachment),
    content:
      typeof attachment.content === 'string'
        ? new TextEncoder().encode(attachment.content)
        : new Uint8Array(attachment.content),
  }));
}

/** What tells whether a mail is a bounce, and of which. */
const evidenceOf = (
  { headers, attachments }: Email,
  said: {
    readonly from: MailAddress | undefined;
    readonly to: readonly MailAddress[];
    readonly subject: string;
    readonly text: string;
  },
): BounceEvidence => ({
  headers,
  from: said.from?.address ?? '',
  fromName: said.from?.name ?? '',
  to: said.to.map(({ address }) => address),
  subject: said.subject,
  text: said.text,
  deliveryStatus: partTexts(attachments, /^message\/(?:global-)?delivery-status$/),
  returned: partTexts(
    attachments,
    /^(?:message\/(?:global|rfc822)|text\/rfc822-headers|message\/global-headers)$/,
  ),
});

/** No date is longer; a longer field is an attack on whoever takes its comments out. */
const maxDateLength = 200;

function dateOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const written = value.slice(0, maxDateLength);
  const time = Date.parse(written);
  const withoutComment = Number.isNaN(time) ? Date.parse(written.replace(/\([^)]*\)/g, '').trim()) : time;
  return Number.isNaN(withoutComment) ? null : new Date(withoutComment).toISOString();
}

function attachmentOf({ filename, mimeType, content }: Attachment): MailAttachment {
  return {
    filename: attachmentName(filename ?? ''),
    contentType: mimeType,
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  };
}

/** A report needs no more, and a longer part is an attack on whoever looks for words in it. */
const LONGEST_PART = 200_000;

function partTexts(attachments: readonly Attachment[], type: RegExp): string[] {
  return attachments
    .filter(({ mimeType }) => type.test(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)))
    .map((text) => text.slice(0, LONGEST_PART));
}

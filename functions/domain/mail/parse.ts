import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { mailAddresses, messageIds, oneLine } from './addresses.ts';
import { attachmentName } from './attachment-name.ts';
import type { BounceEvidence } from './bounce-evidence.ts';
import { filesInText, withoutFiles } from './files-in-text.ts';
import { mayQuote } from './html-quotes.ts';
import { isTooDeep, withoutTags } from './html-depth.ts';
import { isMisread, prepare, reduceToHead } from './incoming.ts';
import { ownMarkerHeader } from './own-marks.ts';
import type { MachineMarks, MailAttachment, ParsedMail, Verdict } from './parsed-mail.ts';
import { recode } from './recode.ts';
import { replyText } from './reply-text.ts';
import { returnedIds } from './returned-ids.ts';
import { readTnef, type Tnef } from './tnef.ts';
import { judge } from './verdict.ts';

/**
 * Reads any bytes as a mail and never throws: whatever had to be assumed or left out is a warning. The raw message
 * is kept elsewhere, so nothing here has to be complete to be safe.
 */
export async function parseMail(bytes: Uint8Array): Promise<ParsedMail> {
  const warnings: string[] = [];
  const warn = (warning: string) => {
    if (!warnings.includes(warning)) warnings.push(warning);
  };
  const prepared = prepare(bytes);
  for (const warning of prepared.warnings) warn(warning);
  if (prepared.raw.length === 0) warn('The mail is empty.');

  const email = await readRight(prepared.raw, warn);
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
  warnOfCovers(email.attachments, warn);
  if (!opened && email.attachments.some(isTnef))
    warn('A part is in Outlook format (TNEF) and was not opened.');
  if (opened)
    warn('A part is in Outlook format (TNEF); its text and the names of its attachments were read.');
  if (inText.length > 0)
    warn('Files stand in the text itself (uuencode or yEnc); they were named and left there.');

  const marks = marksOf(email);
  const to = mailAddresses(email.to);
  const evidence: BounceEvidence = {
    headers: email.headers,
    from: from?.address ?? '',
    fromName: from?.name ?? '',
    to: to.map(({ address }) => address),
    subject,
    text,
    deliveryStatus: partTexts(email.attachments, /^message\/(?:global-)?delivery-status$/),
    returned: partTexts(
      email.attachments,
      /^(?:message\/(?:global|rfc822)|text\/rfc822-headers|message\/global-headers)$/,
    ),
  };
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
    reply: replyText(withoutFiles(ownText === undefined && html !== '' ? await unquoted(html, text) : text)),
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
  const email = await readRight(prepare(bytes).raw, () => undefined);
  return email.attachments.map((attachment) => ({
    ...attachmentOf(attachment),
    content:
      typeof attachment.content === 'string'
        ? new TextEncoder().encode(attachment.content)
        : new Uint8Array(attachment.content),
  }));
}

type Warn = (warning: string) => void;

/** Parses, and once more with the charsets put right when something people read came out wrong. */
async function readRight(raw: Uint8Array, warn: Warn): Promise<Email> {
  const email = await read(raw, warn);
  const people = [email.from, ...(email.to ?? []), ...(email.cc ?? [])].map((address) => address?.name);
  if (!isMisread([email.text, email.html, email.subject, ...people])) return email;
  const recoded = recode(raw);
  if (!recoded) return email;
  warn(`Charset found by the bytes, not the label: ${recoded.charsets.join(', ')}.`);
  return read(recoded.raw, warn);
}

async function read(raw: Uint8Array, warn: Warn): Promise<Email> {
  try {
    return await PostalMime.parse(raw);
  } catch {
    // Its only way to say that nesting or headers exceed its limits.
    warn('The structure of the mail could not be followed; only its header and beginning were read.');
  }
  try {
    return await PostalMime.parse(reduceToHead(raw));
  } catch {
    warn('The header of the mail could not be read.');
    return { headers: [], headerLines: [], attachments: [] };
  }
}

/** Loaded with the first mail that has no text of its own: its parser and tables would cost every start a tenth. */
const htmlReader = () => import('./html-text.ts');

async function readableText(text: string | undefined, html: string, warn: Warn): Promise<string> {
  if (text !== undefined && (text.trim() !== '' || html === '')) return printable(text);
  if (html === '') return '';
  const { htmlToText } = await htmlReader();
  return convert(html, htmlToText, warn);
}

async function unquoted(html: string, text: string): Promise<string> {
  if (!mayQuote(html)) return text;
  const { htmlToUnquotedText } = await htmlReader();
  const own = convert(html, htmlToUnquotedText, () => undefined);
  return own.trim() === '' ? text : own;
}

function convert(html: string, converter: (html: string) => string, warn: Warn): string {
  if (!isTooDeep(html)) return converter(html);
  warn('The HTML of the mail is nested too deeply; its tags were cut out.');
  return withoutTags(html);
}

/** Tabs and line ends stay; other control characters are no text. */
function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .trimEnd();
}

/** No date is longer; a longer field is an attack on whoever takes its comments out. */
const maxDateLength = 200;

function dateOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const written = value.slice(0, maxDateLength);
  const time = Date.parse(written);
  const withoutComment = Number.isNaN(time) ? Date.parse(written.replace(/\([^)]*\)/g, '').trim()) : time;
  return Number.isNaN(withoutComment) ? null : new Date(withoutComment).toISOString();
}

function marksOf(email: Email): MachineMarks {
  const value = (key: string) => email.headers.find((field) => field.key === key)?.value;
  const word = (key: string) => value(key)?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
  const returnPath = value('return-path')?.trim();
  return {
    autoSubmitted: word('auto-submitted'),
    precedence: word('precedence'),
    list: email.headers.some(({ key }) =>
      /^list-(?:id|post|help|unsubscribe|subscribe|owner|archive)$/.test(key),
    ),
    autoResponseSuppress: /all|oof|autoreply|dr\b/i.test(value('x-auto-response-suppress') ?? ''),
    returnPath: returnPath === undefined ? null : returnPath.replace(/^<|>$/g, '').trim(),
    ownMarker: value(ownMarkerHeader.toLowerCase())?.trim() ?? null,
  };
}

function attachmentOf({ filename, mimeType, content }: Attachment): MailAttachment {
  return {
    filename: attachmentName(filename ?? ''),
    contentType: mimeType,
    size: typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength,
  };
}

const isTnef = ({ mimeType, filename }: Attachment): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(mimeType) || /^winmail.{0,20}\.dat$/i.test(filename ?? '');

/** Outlook's container by its type or name; one that cannot be read stays an attachment like any other. */
function tnefOf(attachments: readonly Attachment[]): Tnef | null {
  for (const { content } of attachments.filter(isTnef)) {
    const opened = typeof content === 'string' ? null : readTnef(new Uint8Array(content));
    if (opened) return opened;
  }
  return null;
}

function partTexts(attachments: readonly Attachment[], type: RegExp): string[] {
  return attachments
    .filter(({ mimeType }) => type.test(mimeType))
    .map(({ content }) => (typeof content === 'string' ? content : new TextDecoder().decode(content)))
    .map((text) => text.slice(0, 200_000));
}

const covers: Readonly<Record<string, string>> = {
  'application/pkcs7-mime': 'A part is S/MIME and was not opened.',
  'application/x-pkcs7-mime': 'A part is S/MIME and was not opened.',
  'application/pgp-encrypted': 'The mail is PGP-encrypted and was not opened.',
  'application/pkcs7-signature': 'The mail is signed (S/MIME); the signature was not checked.',
  'application/x-pkcs7-signature': 'The mail is signed (S/MIME); the signature was not checked.',
  'application/pgp-signature': 'The mail is signed (PGP); the signature was not checked.',
  'application/rtf': 'A part is in RTF and was not opened.',
};

function warnOfCovers(attachments: readonly Attachment[], warn: Warn): void {
  for (const { mimeType } of attachments) {
    const cover = covers[mimeType];
    if (cover !== undefined) warn(cover);
  }
}

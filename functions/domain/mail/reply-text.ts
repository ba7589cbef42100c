import { headerField, originalMarker, said } from './quote-words.ts';
import { deviceName, deviceSignature, disclaimer } from './signature-words.ts';

/**
 * Follows the rules of Discourse's `email_reply_trimmer` (MIT), in linear time and with more languages.
 * `email-reply-parser` was measured first and left out: 18 of that project's 38 cases against 38 here, and 20 KB of
 * blank lines, which anybody can mail, kept it busy for nine seconds.
 */

/** What a line is: text, empty, quote, introduction of a quote, header field of a quoted mail, or an end. */
type Kind = 'text' | 'empty' | 'quote' | 'intro' | 'field' | 'end';

interface Line {
  readonly text: string;
  readonly kind: Kind;
}

/** A person's own words are at the top; what lies behind this many lines or characters is quoted or pasted. */
const maxLines = 4_000;
const maxLineLength = 1_000;
/** An introduction is a line or two that mail programs wrap. */
const maxIntroLines = 4;
const maxIntroLength = 400;
/** A quote followed by at least this many lines of text was answered below or in between. */
const inlineAnswerLines = 7;

/** The mail without quotes, signature and disclaimer; the whole text when nothing else would be left. */
export function replyText(text: string): string {
  const lines = classify(normalize(text));
  const own = trimBlank(withoutTrailingQuote(withoutHeaderBlock(withoutQuotedMail(upToEnd(lines)))));
  const reply = own.map((line) => line.text).join('\n');
  return reply.trim() === ''
    ? trimBlank(lines)
        .map((line) => line.text)
        .join('\n')
        .trim()
    : reply.trimEnd();
}

function normalize(text: string): string[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .split('\n', maxLines)
    .map((line) => line.trimEnd());
}

/** What a line is shows at its beginning; all of it is kept, for a paragraph may be one long line. */
function classify(whole: readonly string[]): Line[] {
  const lines = whole.map((line) => line.slice(0, maxLineLength));
  const out: Line[] = [];
  let at = 0;
  while (at < lines.length) {
    const introduced = introLength(lines, at);
    if (introduced > 0) {
      for (const text of whole.slice(at, at + introduced)) out.push({ text, kind: 'intro' });
      at += introduced;
      continue;
    }
    const text = whole[at] ?? '';
    // A device writes its line itself; it is nobody's words wherever it stands.
    if (isDeviceSignature(lines, at)) out.push({ text: '', kind: 'empty' });
    else out.push({ text, kind: isDisclaimer(lines, at) ? 'end' : kindOf(lines[at] ?? '') });
    at += 1;
  }
  return out;
}

const longestDeviceLine = 120;

function isDeviceSignature(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.length > longestDeviceLine) return false;
  // Mail programs write links as Markdown or in angle brackets.
  const bare = line.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/\s*<https?:[^>]*>/g, '');
  if (!deviceSignature.test(bare)) return false;
  // "sent via email." in small letters is how a wrapped sentence goes on.
  if (/^\p{Ll}/u.test(bare) && (lines[at - 1] ?? '').trim() !== '') return false;
  return deviceName.test(bare) || (isUnnamedDevice.test(bare) && isParagraphAtEnd(lines, at));
}

/** Apps of any name: "Sent with Airmail", "Sent from my TI-85". */
const isUnnamedDevice =
  /^\W{0,3}(?:sent (?:from my|with|using)|gesendet mit|envoyé avec|enviado con|inviato con) .{1,20}$/i;

/** "Sent with DHL" with more of the story around it is a person's sentence. */
function isParagraphAtEnd(lines: readonly string[], at: number): boolean {
  if ((lines[at - 1] ?? '').trim() !== '') return false;
  const next = lines.findIndex((line, index) => index > at && line.trim() !== '');
  return next < 0 || introLength(lines, next) > 0 || kindOf(lines[next] ?? '') !== 'text';
}

/** Programs wrap the sentence that says it, so that its point may be in the next line. */
function isDisclaimer(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return (
    line.trim() !== '' &&
    disclaimer.test(
      lines
        .slice(at, at + 3)
        .join(' ')
        .slice(0, 400),
    )
  );
}

function kindOf(line: string): Kind {
  const trimmed = line.trim();
  if (trimmed === '') return 'empty';
  if (/^(?:>|\||[A-Za-z]{1,15}>(?:\s|$))/.test(trimmed)) return 'quote';
  if (/^(?:[-\u2013\u2014_,#*=~+\u1427][\s\u1427]?){2,}$|^[\u1427\u2014\u2013]$/u.test(trimmed)) return 'end';
  if (headerField.test(trimmed)) return 'field';
  return 'text';
}

/** How many lines from here introduce a quoted mail ("On … Jane <jane@example.org>\nwrote:"), 0 for none. */
function introLength(lines: readonly string[], at: number): number {
  const first = lines[at]?.trim() ?? '';
  if (/^>\s?Message du \d/.test(first)) return 1;
  if (first === '' || /^[>|]/.test(first)) return 0;
  if (originalMarker.test(first)) return 1;
  if (!mayIntroduce(first)) return 0;
  let joined = '';
  for (let taken = 1; taken <= maxIntroLines; taken += 1) {
    const line = lines[at + taken - 1]?.trim() ?? '';
    if (line === '' || /^[>|]/.test(line)) return 0;
    joined = joined === '' ? line : `${joined} ${line}`;
    if (joined.length > maxIntroLength) return 0;
    // Zoho, Notes and others draw a line around it.
    if (introduces(joined.replace(/^[-*]{2,}\s*|\s*[-*]{2,}$/g, ''))) return taken;
  }
  return 0;
}

/** Cheap first look: introductions start with a date, a weekday, "On" in some language, or name the writer. */
function mayIntroduce(line: string): boolean {
  return (
    /^(?:[-*]+\s*)?(?:On|At|Le|El|Il|In data|Em|Am|Op|Den|W dniu|Dnia|Dne|Pe|Vào|Pada|În|Στις|在|于|於|في|ב|tiistai|\p{L}{1,12}[.,]?\s+\d|\d{1,4}[\s./年\-:]|["'<]?[^\s<]+@)/iu.test(
      line,
    ) ||
    /<[^\s<>]*@?/.test(line) ||
    said.test(line)
  );
}

const address = /[^\s<>"(]+@[^\s<>")]+/;
const clock = /\d{1,2}[:.h]\d{2}|\d{4}|\d{1,2}\s*月|\d{1,2}[./]\d{1,2}[./]\d{2}/u;

function introduces(line: string): boolean {
  // The pattern is slow on long lines without an address, which most lines are.
  const who = line.includes('@') && address.test(line);
  if (/^\S.{0,60} via .{1,80} (?:wrote|schrieb):?$/.test(line)) return true;
  if (who && /^(?:Missatge de|Wiadomość napisana przez)\s.*:$/.test(line)) return true;
  const when = clock.test(line);
  if (said.test(line) && (who || when)) {
    return /[:：]$/u.test(line) || /<\S+@\S+$/.test(line) || endsWithSaid(line);
  }
  // "2016-10-24 15:36 GMT+02:00 Jane <jane@example.org>:", "2013/7/20 sam via Forum <info@example.org>"
  if (/^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}/.test(line)) {
    return /\bGMT[+-]\d{1,2}:?\d{2}\b/.test(line)
      ? /:$|\bGMT\S*\s+[^<>@]{1,60}$/.test(line)
      : who && />\s*[:：]?$/.test(line);
  }
  // "2 feb. 2016 kl. 15:36, Jane <jane@example.org>:" and other dates before a bracketed address.
  return who && when && />\s*[:：]$/.test(line);
}

function endsWithSaid(line: string): boolean {
  return said.test(line.slice(-24)) && /^(?:On|At|Le|El|Il|Em|Am|Op|Den|W|Dnia|Dne|在|\d)/iu.test(line);
}

/** Everything from a signature separator on goes, unless nothing stands above it. */
function upToEnd(lines: readonly Line[]): Line[] {
  const end = lines.findIndex((line) => line.kind === 'end');
  if (end < 0 || !lines.slice(0, end).some(isText)) return lines.filter((line) => line.kind !== 'end');
  return lines.slice(0, end);
}

function withoutQuotedMail(lines: readonly Line[]): Line[] {
  const intro = lines.findIndex((line) => line.kind === 'intro');
  if (intro < 0) return [...lines];
  const before = lines.slice(0, intro);
  const after = lines.slice(intro).filter((line) => line.kind !== 'intro');
  if (before.some(isText)) return isAnsweredBelow(after) ? [...before, ...after] : before;
  // With nothing above it, what stands below is all that this mail says.
  const answer = after.slice(after.findIndex((line) => line.kind !== 'quote' && line.kind !== 'empty'));
  return after.some(isText) && !answer.some(isQuote) ? answer : after;
}

const isText = (line: Line) => line.kind === 'text';
const isQuote = (line: Line) => line.kind === 'quote';

/** Answers between the quotes, or enough text below them; less is a signature or the mail program's own. */
function isAnsweredBelow(lines: readonly Line[]): boolean {
  const firstQuote = lines.findIndex(isQuote);
  if (firstQuote < 0 || lines.slice(0, firstQuote).some(isText)) return false;
  const lastQuote = lines.findLastIndex(isQuote);
  if (lines.slice(firstQuote, lastQuote).some(isText)) return true;
  return lines.slice(lastQuote).filter(isText).length >= inlineAnswerLines;
}

/** Outlook's "From: … Sent: … To: … Subject: …": three fields together, wrapped or not, start a quoted mail. */
function withoutHeaderBlock(lines: readonly Line[]): Line[] {
  const start = lines.findIndex((line, at) => line.kind === 'field' && fieldsFrom(lines, at) >= 3);
  if (start < 0) return [...lines];
  const before = lines.slice(0, start);
  if (before.some(isText)) return before;
  // The block ends at its blank line; a wrapped subject belongs to it.
  const block = lines.slice(start);
  const end = block.findIndex((line) => line.kind === 'empty');
  return end < 0 ? [...lines] : [...before, ...block.slice(end)];
}

function fieldsFrom(lines: readonly Line[], start: number): number {
  return lines.slice(start, start + 8).filter((line) => line.kind === 'field').length;
}

function withoutTrailingQuote(lines: readonly Line[]): Line[] {
  if (!lines.some((line) => line.kind === 'text' || line.kind === 'field')) return [...lines];
  let end = lines.length;
  while (end > 0 && (lines[end - 1]?.kind === 'quote' || lines[end - 1]?.kind === 'empty')) end -= 1;
  return lines.slice(0, end);
}

function trimBlank(lines: readonly Line[]): Line[] {
  const first = lines.findIndex((line) => line.kind !== 'empty');
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.kind !== 'empty') + 1);
}

import { looksMisread } from './charset.ts';

interface Prepared {
  readonly raw: Uint8Array;
  readonly warnings: readonly string[];
}

const knownFields =
  /^(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|content-type|content-transfer-encoding|delivered-to|reply-to|sender|in-reply-to|references|resent-[a-z]+|x-[\w-]+|dkim-signature|list-[\w-]+|precedence|auto-submitted|thread-topic)[ \t]*:/im;

/**
 * Puts right what keeps a MIME parser from seeing a mail at all: an mbox separator, line ends of old Macs, NULs,
 * blank lines before the header, no header.
 */
export function prepare(bytes: Uint8Array): Prepared {
  const warnings: string[] = [];
  let raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (raw.subarray(0, 3).equals(byteOrderMark)) raw = raw.subarray(3);
  if (raw.includes(0)) {
    warnings.push('The mail holds NUL bytes; they were left out.');
    raw = Buffer.from(raw.filter((byte) => byte !== 0));
  }
  if (raw.includes(0x0d) && !raw.includes(0x0a)) {
    warnings.push('Lines end in a bare CR; they were read as lines.');
    raw = Buffer.from(raw.map((byte) => (byte === 0x0d ? 0x0a : byte)));
  }
  if (raw.subarray(0, 5).toString('latin1') === 'From ')
    raw = raw.subarray(raw.indexOf(0x0a) + 1 || raw.length);
  const blank = leadingBlank(raw);
  if (blank > 0 && knownFields.test(firstBlock(raw.subarray(blank)))) {
    warnings.push('Blank lines stood before the header; they were left out.');
    raw = raw.subarray(blank);
  }
  if (raw.length > 0 && !knownFields.test(firstBlock(raw))) {
    warnings.push('The mail has no header; all of it was read as its text.');
    raw = Buffer.concat([Buffer.from(headerFor(raw), 'latin1'), raw]);
  }
  if (raw.includes('format=flowed') || raw.includes('format="flowed"')) raw = withFirmQuotes(raw);
  if (raw.includes('\nboundary=')) raw = withIndentedBoundaries(raw);
  const end = /^content-type[ \t]*:\s*multipart\//im.test(firstBlock(raw)) ? endOfParts(raw) : -1;
  if (end >= 0) {
    warnings.push(`The mail has more than ${String(maxParts)} parts; the rest was left out.`);
    raw = raw.subarray(0, end);
  }
  const lastLine = endOfShortLines(raw);
  if (lastLine >= 0) {
    warnings.push(`The mail has more than ${String(maxShortLines)} short lines; the rest was left out.`);
    raw = raw.subarray(0, lastLine);
  }
  return { raw, warnings };
}

/** The parser spends 20 µs on a line, however empty: a megabyte of line ends would keep it busy for twenty seconds. */
const maxShortLines = 40_000;
/** Encoded attachments have lines of 76 characters and are not meant. */
const shortLine = 40;

/** Where the lines that we read end, -1 when there are not too many or they are not short. */
function endOfShortLines(raw: Buffer): number {
  let at = -1;
  for (let lines = 0; lines < maxShortLines; lines += 1) {
    at = raw.indexOf(0x0a, at + 1);
    if (at < 0) return -1;
  }
  return at < maxShortLines * shortLine ? at : -1;
}

/** Ten times what people send; 100,000 empty parts fit into 1 MB and keep the parser busy for five seconds. */
const maxParts = 10_000;

/** Where the part after the last one we read begins, -1 when there are not that many. */
function endOfParts(raw: Buffer): number {
  let at = -1;
  for (let parts = 0; parts <= maxParts; parts += 1) {
    at = raw.indexOf('\n--', at + 1, 'latin1');
    if (at < 0) return -1;
  }
  return at;
}

/** Some gateways write the second line of a content type without the blank that makes it one. */
function withIndentedBoundaries(raw: Buffer): Buffer {
  const source = raw.toString('latin1');
  const indented = source.replace(/^(content-type:[^\r\n]*;[ \t]*\r?\n)(?=boundary=)/gim, '$1 ');
  return indented.length === source.length ? raw : Buffer.from(indented, 'latin1');
}

/**
 * RFC 3676 §4.5: a flowed line goes on only in one of the same depth of quotes. The parser would join the last line
 * of a quote with the answer below it, so the blank that says "goes on" is taken from quotes.
 */
function withFirmQuotes(raw: Buffer): Buffer {
  const source = raw.toString('latin1');
  const firm = source.replace(/^>[^\r\n]*/gm, withoutBlanksAtEnd);
  return firm.length === source.length ? raw : Buffer.from(firm, 'latin1');
}

/** Blanks as they are and as quoted-printable writes them; by hand, for a pattern would take quadratic time. */
function withoutBlanksAtEnd(line: string): string {
  let end = line.length;
  for (;;) {
    if (line[end - 1] === ' ') end -= 1;
    else if (line.startsWith('=20', end - 3)) end -= 3;
    else return line.slice(0, end);
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function leadingBlank(raw: Uint8Array): number {
  const first = raw.findIndex((byte) => byte !== 0x0a && byte !== 0x0d && byte !== 0x20 && byte !== 0x09);
  return first < 0 ? 0 : first;
}

/** The lines up to the first blank one, as far as a header could reasonably go. */
function firstBlock(raw: Uint8Array): string {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 65_536)).toString('latin1');
  return start.split(/\r?\n\r?\n/, 1)[0] ?? '';
}

function headerFor(raw: Uint8Array): string {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 1_024)).toString('latin1');
  const type = /^\s*<(?:!doctype|\?xml|!--|html|head|body|div|p|table|span|meta|br)\b/i.test(start)
    ? 'text/html'
    : 'text/plain';
  return `MIME-Version: 1.0\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
}

/** Cuts a message that the parser refuses to its header and the beginning of its body as plain text. */
export function reduceToHead(raw: Uint8Array): Uint8Array {
  const source = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const start = source.subarray(0, 65_536).toString('latin1');
  const end = /\r?\n\r?\n/.exec(start);
  const head = (end ? start.slice(0, end.index) : start)
    .replace(/^(?:content-type|content-transfer-encoding)[ \t]*:.*(?:\r?\n[ \t].*)*\r?\n?/gim, '')
    .trimEnd();
  const body = end ? start.slice(end.index) : '';
  return Buffer.from(`${head}\r\nContent-Type: text/plain${body === '' ? '\r\n\r\n' : body}`, 'latin1');
}

/** True when anything that people read in the mail looks wrongly decoded. */
export function isMisread(parts: readonly (string | undefined)[]): boolean {
  return parts.some((part) => part !== undefined && looksMisread(part));
}

import { decodeText } from './charset.ts';

/** Deeper or wider structures are read as they are; the limits bound time on hostile mail. */
const maxDepth = 20;
const maxParts = 2_000;

interface Recoded {
  readonly raw: Uint8Array;
  /** The charsets found where the label was wrong, absent or unknown to the parser. */
  readonly charsets: readonly string[];
}

interface Walk {
  readonly out: string[];
  readonly charsets: Set<string>;
  parts: number;
}

/**
 * Rewrites every text part and header whose charset the MIME parser cannot read, or whose label is wrong, as
 * UTF-8. The parser's interface gives no way to hand it a decoder, so the message is put right before it.
 * Null when nothing had to change.
 */
export function recode(raw: Uint8Array): Recoded | null {
  const walk: Walk = { out: [], charsets: new Set(), parts: 0 };
  writeEntity(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1'), 0, walk);
  if (walk.charsets.size === 0) return null;
  return { raw: Buffer.from(walk.out.join(''), 'latin1'), charsets: [...walk.charsets] };
}

function writeEntity(source: string, depth: number, walk: Walk): void {
  walk.parts += 1;
  const { head, body } = splitHead(source);
  const type = headerValue(head, 'content-type');
  const kind = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(type)?.[1]?.toLowerCase() ?? 'text/plain';
  const disposition = headerValue(head, 'content-disposition').trim().toLowerCase();
  const tooMuch = depth > maxDepth || walk.parts > maxParts;
  const boundary = kind.startsWith('multipart/') ? parameter(type, 'boundary') : '';
  const encoding = headerValue(head, 'content-transfer-encoding').trim().toLowerCase();

  if (tooMuch || disposition.startsWith('attachment')) {
    walk.out.push(recodeHead(head, '', walk), body);
  } else if (boundary !== '') {
    walk.out.push(recodeHead(head, '', walk));
    writeParts(body, boundary, depth, walk);
  } else if (kind === 'message/rfc822' && !/base64|quoted/.test(encoding)) {
    walk.out.push(recodeHead(head, '', walk));
    writeEntity(body, depth + 1, walk);
  } else if (kind === 'text/plain' || kind === 'text/html') {
    writeText(head, body, { kind, label: parameter(type, 'charset'), encoding }, walk);
  } else {
    walk.out.push(recodeHead(head, '', walk), body);
  }
}

function writeParts(body: string, boundary: string, depth: number, walk: Walk): void {
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const delimiter = new RegExp(`^--${escaped}(?:--)?[ \\t]*\\r?$\\n?`, 'gm');
  let from = 0;
  let inside = false;
  for (const match of body.matchAll(delimiter)) {
    const part = body.slice(from, match.index);
    if (inside) writeEntity(part, depth + 1, walk);
    else walk.out.push(part);
    if (walk.out.at(-1)?.endsWith('\n') === false) walk.out.push('\r\n');
    walk.out.push(match[0]);
    from = match.index + match[0].length;
    inside = !match[0].startsWith(`--${boundary}--`);
  }
  const rest = body.slice(from);
  if (inside) writeEntity(rest, depth + 1, walk);
  else walk.out.push(rest);
}

interface TextPart {
  readonly kind: string;
  readonly label: string;
  readonly encoding: string;
}

function writeText(head: string, body: string, part: TextPart, walk: Walk): void {
  const bytes = contentBytes(body, part.encoding);
  const decoded = decodeText(bytes, part.label);
  const isMislabelled = part.encoding.includes('base64') && isPlainWords(body);
  if (!isMislabelled && isParserText(bytes, part.label, decoded.text)) {
    walk.out.push(recodeHead(head, decoded.charset, walk), body);
    return;
  }
  walk.charsets.add(isMislabelled ? `${decoded.charset} and no base64` : decoded.charset);
  // The message head may not be cut apart: only the three fields that describe the body are replaced.
  const kept = recodeHead(head, decoded.charset, walk).replace(
    /^(?:content-type|content-transfer-encoding)[ \t]*:.*(?:\r?\n[ \t].*)*\r?\n?/gim,
    '',
  );
  const fields = `Content-Type: ${part.kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n`;
  const base64 = Buffer.from(decoded.text, 'utf8').toString('base64');
  walk.out.push(fields, kept.trim() === '' ? '\r\n' : kept, base64.replace(/.{1,76}/g, '$&\r\n'));
}

function isParserText(bytes: Uint8Array, label: string, text: string): boolean {
  try {
    return new TextDecoder(label === '' ? 'utf-8' : label).decode(bytes) === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Words with blanks between them are no base64, whatever the header says. */
const isPlainWords = (body: string): boolean =>
  /^[ \t]*[^\s]+(?:[ \t]+[^\s]+){4}/m.test(body.slice(0, 2_000));

function contentBytes(body: string, encoding: string): Uint8Array {
  if (encoding.includes('base64') && !isPlainWords(body)) return Buffer.from(body, 'base64');
  if (!encoding.includes('quoted-printable')) return Buffer.from(body, 'latin1');
  return quotedBytes(body.replace(/[ \t]*=[ \t]*\r?\n/g, ''));
}

function quotedBytes(text: string): Uint8Array {
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** Head with its blank line; a message without one is all head. */
function splitHead(source: string): { head: string; body: string } {
  if (/^\r?\n/.test(source)) return { head: '', body: source };
  const end = /\r?\n\r?\n/.exec(source);
  if (!end) return { head: source, body: '' };
  const at = end.index + end[0].length;
  return { head: source.slice(0, at), body: source.slice(at) };
}

function headerValue(head: string, name: string): string {
  const field = new RegExp(`^${name}[ \\t]*:(.*(?:\\r?\\n[ \\t].*)*)`, 'im').exec(head);
  return field?.[1]?.replace(/\r?\n/g, '') ?? '';
}

function parameter(value: string, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(value);
  return found?.[1] ?? found?.[2] ?? '';
}

/** A run of encoded words of one charset and encoding; characters may be split between them. */
const encodedWords =
  /=\?([^?\s*]+)(?:\*[\w-]*)?\?([QB])\?([^?]*)\?=(?:(?:\r?\n)?[ \t]+=\?\1(?:\*[\w-]*)?\?\2\?[^?]*\?=)*/gi;

function recodeHead(head: string, bodyCharset: string, walk: Walk): string {
  const worded = head.replace(encodedWords, (run, label: string, encoding: string) => {
    const payloads = [...run.matchAll(/\?[QB]\?([^?]*)\?=/gi)].map((word) => word[1] ?? '');
    const pieces = payloads.map((payload) => wordBytes(payload, encoding));
    const decoded = decodeText(Buffer.concat(pieces), label);
    if (!decoded.assumed && isKnownToParser(label)) return run;
    walk.charsets.add(decoded.charset);
    return encodedWord(decoded.text);
  });
  return worded.replace(/[\u0080-\u00ff][^\r\n]*/g, (eightBit) => {
    const bytes = Buffer.from(eightBit, 'latin1');
    const decoded = decodeText(bytes, bodyCharset);
    if (decoded.charset === 'utf-8') return eightBit;
    walk.charsets.add(decoded.charset);
    return Buffer.from(decoded.text, 'utf8').toString('latin1');
  });
}

function wordBytes(payload: string, encoding: string): Uint8Array {
  return encoding.toUpperCase() === 'B'
    ? Buffer.from(payload, 'base64')
    : quotedBytes(payload.replaceAll('_', ' '));
}

function isKnownToParser(label: string): boolean {
  return isParserText(new Uint8Array(), label, '');
}

function encodedWord(text: string): string {
  return `=?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

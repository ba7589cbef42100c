import { analyse } from 'chardet';
import { plausibility } from './plausible.ts';

interface DecodedText {
  readonly text: string;
  readonly charset: string;
  /** True when the bytes did not say, or contradicted, what they are. */
  readonly assumed: boolean;
}

/** `TextDecoder` refuses these or decodes them to nothing; the web platform dropped them, mail did not. */
const ownDecoders: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'hz-gb-2312': decodeHz,
  hz: decodeHz,
  'iso-2022-kr': decodeIso2022Kr,
  'iso-2022-cn': decodeIso2022Cn,
  'utf-7': decodeUtf7,
  'unicode-1-1-utf-7': decodeUtf7,
};

const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  cp936: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  cp950: 'big5',
  'big5-eten': 'big5',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp51932: 'euc-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  latin1: 'windows-1252',
  ansi: 'windows-1252',
};

/** Labels that say nothing about bytes above 0x7f, or that senders put on anything. */
const emptyLabels = new Set([
  '',
  'us-ascii',
  'ascii',
  'ansi_x3.4-1968',
  'unknown',
  'unknown-8bit',
  'x-unknown',
  '8bit',
  'default',
  'none',
]);
const weakLabels = new Set(['windows-1252', 'iso-8859-1', 'iso8859-1', 'latin1', 'cp1252', 'ansi']);

/** Decodes by the label where the bytes agree with it, otherwise by evidence; never throws. */
export function decodeText(bytes: Uint8Array, label: string): DecodedText {
  const named = label
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/g, '');
  const charset = aliases[named] ?? named;
  const marked = byteOrderMark(bytes);
  if (marked !== null)
    return { text: loosely(bytes, marked) ?? '', charset: marked, assumed: charset !== marked };
  if (bytes.every((byte) => byte < 0x80)) return decodeSevenBit(bytes, charset);
  const isWeak = weakLabels.has(named);
  // Bytes that are valid UTF-8 with several multi-byte characters are practically never anything else.
  if (charset !== 'utf-8') {
    const utf8 = strictly(bytes, 'utf-8');
    if (utf8 !== null && (isWeak || emptyLabels.has(charset) || countNonAscii(utf8) > 2)) {
      return { text: utf8, charset: 'utf-8', assumed: true };
    }
  }
  if (emptyLabels.has(charset)) return detect(bytes, 'windows-1252');
  const own = ownDecoders[charset];
  if (own) return { text: own(bytes), charset, assumed: false };
  const declared = isWeak ? 'windows-1252' : charset;
  const strict = strictly(bytes, declared);
  if (strict === null) return mostlyReadable(bytes, charset) ?? detect(bytes, charset);
  return { ...(moreLikely(bytes, declared, strict) ?? { text: strict, charset: declared, assumed: false }) };
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

/** Whose bytes are valid in each other, so that only what comes out tells them apart. */
const rivals = ['gb18030', 'big5', 'shift_jis', 'euc-kr', 'euc-jp', 'windows-1251', 'koi8-r', 'windows-1252'];
/** Below the first a text looks misread, above the second it looks written. */
const unlikely = 0.6;
const likely = 0.68;
const fewCharacters = 6;

/** Many senders put any label on what they have; the bytes are right when the label makes nonsense of them. */
function moreLikely(bytes: Uint8Array, declared: string, text: string): DecodedText | null {
  // Two bytes a character are valid in anything else, but nobody writes the label by mistake.
  const score = declared.startsWith('utf-') ? null : plausibilityIn(declared, text);
  if (score === null || score >= unlikely) return null;
  // A name or two may be made of rare characters only, and the label is more often right than not.
  if (declared !== 'windows-1252' && countNonAscii(text) < fewCharacters) return null;
  const best = bestRival(bytes);
  return best !== null && best.score >= likely && best.score > score + 0.15 && best.charset !== declared
    ? { text: best.text, charset: best.charset, assumed: true }
    : null;
}

/** GB 2312, Big5 and KS X 1001 hold kana too, where nobody writes Japanese. */
function plausibilityIn(charset: string, text: string): number | null {
  const score = plausibility(text);
  const isStray = /^(?:gb|big5|euc-kr)/.test(charset) && /[\u3040-\u30ff]{2}/.test(text);
  return score === null || !isStray ? score : score - 0.3;
}

interface Candidate {
  readonly charset: string;
  readonly text: string;
  readonly score: number;
}

function bestRival(bytes: Uint8Array): Candidate | null {
  const candidates = rivals.flatMap((charset): Candidate[] => {
    const text = strictly(bytes, charset);
    const score = text === null ? null : plausibilityIn(charset, text);
    return text === null || score === null ? [] : [{ charset, text, score }];
  });
  return candidates.reduce<Candidate | null>(
    (best, next) => (best === null || next.score > best.score ? next : best),
    null,
  );
}

/** Escapes of ISO-2022-*, shift-out of ISO-2022-KR, bytes of UTF-16, what could not be decoded, a mark read the wrong way. */
const signsOfOther = ['\u001b', '\u000e', '\0', '\uFFFD', '\uFFFE'];

/** True when text decoded elsewhere looks as if the wrong charset was used. */
export function looksMisread(text: string): boolean {
  if (signsOfOther.some((sign) => text.includes(sign))) return true;
  // HZ brackets, UTF-7 runs.
  if (/~\{[!-~]{2}|\+[A-Za-z0-9+/]{4,}-/.test(text)) return true;
  // UTF-8 read as Latin-1, any double-byte charset read as Latin-1.
  if (/[ÃÂ][\u0080-\u00bf]|[\u00a1-\u00ff]{4}|[ãäåæçèé][\u0080-\u00bf\u2013-\u2122]/.test(text)) return true;
  const score = plausibility(text);
  return score !== null && score < unlikely;
}

function decodeSevenBit(bytes: Uint8Array, charset: string): DecodedText {
  const ascii = new TextDecoder('windows-1252').decode(bytes);
  const own = ownDecoders[charset];
  if (own) return { text: own(bytes), charset, assumed: false };
  const [, afterEscape = ''] = ascii.split('\u001b', 2);
  const escape = /^(?:\$\)[ACG]|\$[@B]|\(J)/.exec(afterEscape)?.[0];
  if (escape === '$)C') return { text: decodeIso2022Kr(bytes), charset: 'iso-2022-kr', assumed: true };
  if (escape?.startsWith('$)'))
    return { text: decodeIso2022Cn(bytes), charset: 'iso-2022-cn', assumed: true };
  if (escape !== undefined) {
    const text = strictly(bytes, 'iso-2022-jp');
    if (text !== null) return { text, charset: 'iso-2022-jp', assumed: !charset.startsWith('iso-2022-jp') };
  }
  if (/~\{(?:[!-}][!-~])+~\}/.test(ascii) && /^(?:gb|$|us-ascii|ascii)/.test(charset)) {
    return { text: decodeHz(bytes), charset: 'hz-gb-2312', assumed: true };
  }
  return { text: strictly(bytes, charset === '' ? 'utf-8' : charset) ?? ascii, charset, assumed: false };
}

/** A text cut in the middle of a character, or with one bad byte, is still in its declared charset. */
function mostlyReadable(bytes: Uint8Array, charset: string): DecodedText | null {
  const text = loosely(bytes, charset);
  if (text === null) return null;
  // Big5 read by ICU gives private-use characters where there are none.
  const broken = text.match(/[\uFFFD\uE000-\uF8FF]/g)?.length ?? 0;
  return broken * 10 <= countNonAscii(text) ? { text, charset, assumed: true } : null;
}

/** Enough evidence for any charset; every recogniser reads all of it. */
const detectionWindow = 4_096;

/** Ties of short texts go to the commonest charset of unlabelled mail, then by script. */
const preference = ['UTF-8', 'GB18030', 'Big5', 'Shift_JIS', 'EUC-KR', 'EUC-JP', 'windows-1251', 'KOI8-R'];

function detect(bytes: Uint8Array, fallback: string): DecodedText {
  const utf8 = strictly(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, charset: 'utf-8', assumed: true };
  const best = bestRival(bytes);
  if (best !== null && best.score >= likely) return { text: best.text, charset: best.charset, assumed: true };
  const rank = (name: string) => (preference.includes(name) ? preference.indexOf(name) : preference.length);
  const candidates = analyse(bytes.subarray(0, detectionWindow))
    .filter(({ confidence }) => confidence >= 10)
    .toSorted((a, b) => b.confidence - a.confidence || rank(a.name) - rank(b.name));
  for (const { name } of candidates) {
    const text = strictly(bytes, name.toLowerCase());
    if (text !== null) return { text, charset: name.toLowerCase(), assumed: true };
  }
  return {
    text: loosely(bytes, fallback) ?? new TextDecoder('windows-1252').decode(bytes),
    charset: fallback,
    assumed: true,
  };
}

function strictly(bytes: Uint8Array, charset: string): string | null {
  return attempt(() => new TextDecoder(charset, { fatal: true }).decode(bytes));
}

function loosely(bytes: Uint8Array, charset: string): string | null {
  return attempt(() => new TextDecoder(charset).decode(bytes));
}

/** `TextDecoder` has no way to ask whether it knows a label or whether bytes fit, other than to throw. */
function attempt(decode: () => string): string | null {
  try {
    return decode();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

function countNonAscii(text: string): number {
  return text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
}

/** RFC 1843: GB 2312 with the high bits off between `~{` and `~}`. */
function decodeHz(bytes: Uint8Array): string {
  const out: number[] = [];
  let chinese = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    const next = bytes[i + 1] ?? 0;
    if (byte === 0x7e && (next === 0x7b || next === 0x7d)) {
      chinese = next === 0x7b;
      i += 1;
    } else if (byte === 0x7e && !chinese && next === 0x7e) {
      out.push(0x7e);
      i += 1;
    } else if (byte === 0x7e && !chinese && next === 0x0a) {
      i += 1;
    } else if (byte === 0x0a || byte === 0x0d) {
      chinese = false;
      out.push(byte);
    } else {
      out.push(chinese && byte > 0x20 ? byte | 0x80 : byte);
    }
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(out));
}

/** RFC 1557: KS X 1001 between shift-out and shift-in. */
function decodeIso2022Kr(bytes: Uint8Array): string {
  return new TextDecoder('euc-kr').decode(withoutShifts(bytes));
}

/** RFC 1922, its GB 2312 half; CNS 11643 is not in use in mail. */
function decodeIso2022Cn(bytes: Uint8Array): string {
  return new TextDecoder('gb18030').decode(withoutShifts(bytes));
}

function withoutShifts(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let shifted = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === 0x1b && bytes[i + 1] === 0x24) i += 3;
    else if (byte === 0x0e || byte === 0x0f) shifted = byte === 0x0e;
    else {
      if (byte === 0x0a) shifted = false;
      out.push(shifted && byte > 0x20 ? byte | 0x80 : byte);
    }
  }
  return Uint8Array.from(out);
}

/** RFC 2152: UTF-16 in base64 between `+` and `-`. */
function decodeUtf7(bytes: Uint8Array): string {
  const ascii = new TextDecoder('windows-1252').decode(bytes);
  return ascii.replace(/\+([A-Za-z0-9+/]*)-?/g, (_run, base64: string) => {
    if (base64 === '') return '+';
    const pairs = Uint8Array.from(
      atob(base64.slice(0, base64.length - (base64.length % 4 === 1 ? 1 : 0))),
      (c) => c.charCodeAt(0),
    );
    return new TextDecoder('utf-16be').decode(pairs.subarray(0, pairs.length - (pairs.length % 2)));
  });
}

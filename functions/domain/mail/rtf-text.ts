import { decodeText } from './charset.ts';

/** Groups that hold no words of the writer. */
const silent = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'footer',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'generator',
  'themedata',
  'datastore',
  'latentstyles',
  'xmlnstbl',
  'fldinst',
]);
const characters: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  emspace: ' ',
  enspace: ' ',
};
const tokens = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi;
const mostDepth = 1_000;

interface Group {
  /** Nothing in it is shown. */
  readonly hidden: boolean;
  /** Characters that stand in for each \u and are passed over. */
  readonly standIns: number;
}

/**
 * The words of an RTF text, without fonts, styles and pictures. Of HTML that Outlook wrapped in RTF (MS-OXRTFEX) the words
 * between its tags. What is no RTF gives what can be read of it; never throws.
 * @param rtf one character for each byte
 * @param charset of bytes above 0x7f where the text does not name one
 */
export function rtfToText(rtf: string, charset: string): string {
  const declared = /\\ansicpg(\d{3,5})/.exec(rtf.slice(0, 500))?.[1];
  const own = declared === undefined || declared === '0' ? charset : `cp${declared}`;
  const groups: Group[] = [];
  let group: Group = { hidden: false, standIns: 1 };
  let wrapping = false;
  let passOver = 0;
  let bytes: number[] = [];
  let text = '';
  const flush = (): void => {
    if (bytes.length === 0) return;
    text += decodeText(Uint8Array.from(bytes), labelOf(own)).text;
    bytes = [];
  };
  const say = (words: string): void => {
    if (group.hidden || wrapping) return;
    flush();
    text += words;
  };
  for (const [, word, number, hex, symbol, brace, plain] of rtf.matchAll(tokens)) {
    if (hex !== undefined) {
      if (passOver > 0) passOver -= 1;
      else if (!group.hidden && !wrapping) bytes.push(Number.parseInt(hex, 16));
    } else if (brace === '{') {
      if (groups.length < mostDepth) groups.push(group);
    } else if (brace === '}') {
      group = groups.pop() ?? group;
      passOver = 0;
    } else if (symbol !== undefined) {
      if (symbol === '*') group = { ...group, hidden: true };
      else if (symbol === '~') say('\u00a0');
      else if (symbol === '\\' || symbol === '{' || symbol === '}') say(symbol);
      else if (symbol === '\n' || symbol === '\r') say('\n');
    } else if (word !== undefined) {
      if (silent.has(word)) group = { ...group, hidden: true };
      else if (word === 'htmlrtf') wrapping = number !== '0';
      else if (word === 'uc') group = { ...group, standIns: Number(number ?? 1) };
      else if (word === 'u' && number !== undefined) {
        say(String.fromCharCode(Number(number) & 0xff_ff));
        passOver = group.standIns;
      } else say(characters[word] ?? '');
    } else if (plain !== undefined) {
      const rest = plain.slice(passOver);
      passOver = Math.max(0, passOver - plain.length);
      say(rest);
    }
  }
  flush();
  return (
    text
      // Begins only where blanks begin: tried at each blank, a page of nothing else would take minutes.
      .replace(/(?<![ \t])[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  );
}

/** As `decodeText` knows the code pages of Windows. */
const labelOf = (charset: string): string => {
  const page = /^cp(\d+)$/.exec(charset)?.[1];
  if (page === undefined) return charset;
  if (page === '65001') return 'utf-8';
  return /^(?:874|125\d)$/.test(page) ? `windows-${page}` : charset;
};

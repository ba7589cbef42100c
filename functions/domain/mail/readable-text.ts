import { isTooDeep, withoutTags } from './html-depth.ts';
import { mayQuote } from './html-quotes.ts';
import type { Warn } from './warn.ts';

/** Loaded with the first mail that has no text of its own: its parser and tables would cost every start a tenth. */
const htmlReader = () => import('./html-text.ts');

/** The text of a mail as a reader sees it: its own, or else what its HTML says. */
export async function readableText(text: string | undefined, html: string, warn: Warn): Promise<string> {
  if (text !== undefined && (text.trim() !== '' || html === '')) return printable(text);
  if (html === '') return '';
  const { htmlToText } = await htmlReader();
  return convert(html, htmlToText, warn);
}

/** What the HTML says beside what it marks as quoted; `text` where it marks nothing, or quotes all. */
export async function unquotedText(html: string, text: string): Promise<string> {
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
export function printable(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')
    .trimEnd();
}

import { withoutMarkup } from './without-markup.ts';

const QUOTED_LINE = /^\s*>/;
/** Where the mail that is answered begins. */
const EARLIER_MAIL =
  /^\s*(?:-{2,}\s*(?:original message|forwarded message|原始邮件|原始郵件|转发邮件|轉寄郵件).*|on .{5,200} wrote:|在.{5,200}(?:写道|寫道)[::])\s*$/im;

/**
 * The customer's own words: without markup, quoted lines and the mail they answer; all of it when nothing is left.
 */
export function ownWords(written: string): string {
  const text = withoutMarkup(written);
  const earlier = EARLIER_MAIL.exec(text);
  const above = earlier ? text.slice(0, earlier.index) : text;
  if (!earlier && !text.includes('>')) return text;
  const own = above
    .split('\n')
    .filter((line) => !QUOTED_LINE.test(line))
    .join('\n');
  return own.trim() === '' ? text : own;
}

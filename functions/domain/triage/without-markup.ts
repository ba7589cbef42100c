/** Tags within a line: what they enclose goes on as if they were not there. */
const INLINE = 'a|abbr|b|big|code|em|font|i|mark|s|small|span|strong|sub|sup|u';
/** Tags that begin or end a paragraph. */
const BLOCK =
  'address|article|blockquote|body|center|dd|div|dl|dt|footer|form|h[1-6]|head|header|hr|html|li|main|ol|p|pre|section|table|tbody|thead|tr|ul';
/** Tags that only part what stands before from what stands behind. */
const APART = 'br|col|colgroup|img|input|label|link|meta|td|th|title|wbr';

/** What a tag may hold at most: a text that only looks like one is not searched to its end for each `<`. */
const REST = '(?=[\\s/>])[^<>]{0,1000}>';
const HIDDEN = /<(script|style)(?=[\s>])[^<>]{0,1000}>[^]{0,20000}?<\/\1\s*>|<!--[^]{0,5000}?-->/gi;
const INLINE_TAG = new RegExp(`</?(?:${INLINE})${REST}`, 'gi');
const BLOCK_TAG = new RegExp(`</?(?:${BLOCK})${REST}`, 'gi');
const OTHER_TAG = new RegExp(`</?(?:${APART})${REST}`, 'gi');
const IS_MARKUP = new RegExp(`</?(?:${INLINE}|${BLOCK}|${APART}|script|style)${REST}|<!--`, 'i');

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi;
const NAMED: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
  pound: '£',
  euro: '€',
  yen: '¥',
  hellip: '…',
};
const MOST = 0x10ffff;

/**
 * A text without its HTML, where it has any: what a form, a CRM or a rich editor sends as a complaint. Words that a tag
 * parts (`caught <b>fire</b>`) stand side by side again, and names of tags are no words of the customer.
 */
export function withoutMarkup(text: string): string {
  if (!text.includes('<') || !IS_MARKUP.test(text)) return text;
  return text
    .replace(HIDDEN, ' ')
    .replace(INLINE_TAG, '')
    .replace(BLOCK_TAG, '\n\n')
    .replace(OTHER_TAG, '\n')
    .replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= MOST ? String.fromCodePoint(code) : whole;
    });
}

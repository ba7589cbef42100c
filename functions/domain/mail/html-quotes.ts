export type Attributes = Readonly<Record<string, string>>;

/** Where the common mail programs put what is being answered, and signatures: Gmail, Yahoo, Thunderbird, Proton, Zoho. */
const quoteClasses =
  /(?:^|\s)(?:gmail_(?:quote|extra|attr|signature)|yahoo_quoted|moz-(?:cite-prefix|signature)|protonmail_(?:quote|signature_block)|zmail_extra)(?:\s|$)/;

/** Outlook for Mac, Outlook on the web, its app, 163 and others. */
const quoteIds = new Set([
  'OLK_SRC_BODY_SECTION',
  'appendonsend',
  'mail-editor-reference-message-container',
  'isReplyContent',
  'ntes-pcmail-quote',
]);

/** True for an element that holds nothing but what is being answered, or a signature. */
export function isQuoteElement(name: string, { class: classes = '', id = '' }: Attributes): boolean {
  return name === 'blockquote' || name === 'includetail' || quoteIds.has(id) || quoteClasses.test(classes);
}

/**
 * True for the element with which Outlook, Windows Mail and Zimbra set off a quoted mail without an element around
 * it: all that follows is the quote.
 */
export function startsQuotedMail(name: string, attributes: Attributes): boolean {
  const { id = '', style = '', size, width, tabindex } = attributes;
  if (id === 'divRplyFwdMsg' || id === 'stopSpelling') return true;
  if (name === 'div') return /border-top(?:-style)?\s*:[^;]*solid/i.test(style);
  if (name !== 'hr') return false;
  return (
    attributes['data-marker'] === '__DIVIDER__' || (size === '3' && width === '100%' && tabindex === '-1')
  );
}

/** False when no element of the HTML is one of these: then its text is its own. */
export function mayQuote(html: string): boolean {
  return /blockquote|gmail_|yahoo_|moz-|protonmail|zmail|ntes-|OLK_SRC|appendonsend|reference-message|isReplyContent|includetail|divRplyFwdMsg|stopSpelling|border-top|__DIVIDER__|tabindex/i.test(
    html,
  );
}

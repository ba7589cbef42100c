import { compile, type HtmlToTextOptions } from 'html-to-text';

/** Longer HTML is cut: 2 MB of markup is already a thousand printed pages. */
const maxHtml = 2_000_000;

const asText: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: maxHtml, maxDepth: 60, maxChildNodes: 20_000, ellipsis: '' },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'title', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'hr', options: { length: 3 } },
  ],
};

/** Where the common mail programs put what is being answered. */
const quoteSelectors = [
  'blockquote',
  '.gmail_quote',
  '.gmail_extra',
  '.gmail_attr',
  '.yahoo_quoted',
  '.moz-cite-prefix',
  '.moz-signature',
  '.gmail_signature',
  '.protonmail_quote',
  '.protonmail_signature_block',
  '.zmail_extra',
  '#OLK_SRC_BODY_SECTION',
  '#appendonsend',
  '#mail-editor-reference-message-container',
  '#isReplyContent',
  '#ntes-pcmail-quote',
  'includetail',
];

/** Outlook and Windows Mail quote without an element around it: what follows the header box is the quote. */
const cutSelectors = [
  '#divRplyFwdMsg',
  '#stopSpelling',
  'div[style*="border-top:solid"]',
  'div[style*="border-top: solid"]',
  'div[style*="BORDER-TOP:"][style*="solid"]',
];

const cutLine = '-----Original Message-----';

const ownWords: HtmlToTextOptions = {
  ...asText,
  formatters: {
    cut: (_element, _walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addInline(cutLine);
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
  },
  selectors: [
    ...(asText.selectors ?? []),
    ...quoteSelectors.map((selector) => ({ selector, format: 'skip' })),
    ...cutSelectors.map((selector) => ({ selector, format: 'cut' })),
  ],
};

type Converter = (html: string) => string;

/** Compiled when the first HTML comes: most functions that can read mail start for one that is plain text. */
function whenAsked(options: HtmlToTextOptions): Converter {
  let compiled: Converter | undefined;
  return (html) => {
    compiled ??= compile(options);
    return compiled(html);
  };
}

const toText = whenAsked(asText);
const toOwnWords = whenAsked(ownWords);

/** The readable text of an HTML body. */
export function htmlToText(html: string): string {
  return toText(html).replaceAll('\u00a0', ' ').trim();
}

/** False when no element of the HTML is one that mail programs quote or sign with: then its text is its own. */
export function mayQuote(html: string): boolean {
  return /blockquote|gmail_|yahoo_|moz-|protonmail|zmail|ntes-|OLK_SRC|appendonsend|reference-message|isReplyContent|includetail|divRplyFwdMsg|stopSpelling|border-top/i.test(
    html,
  );
}

/** As `htmlToText`, without the elements in which mail programs quote; `replyText` takes what is left. */
export function htmlToUnquotedText(html: string): string {
  return toOwnWords(html).replaceAll('\u00a0', ' ').trim();
}

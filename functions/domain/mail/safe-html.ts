import sanitize from 'sanitize-html';
import { isTooDeep, withoutTags } from './html-depth.ts';

/** Longer HTML is not shown as HTML; its text is. */
const maxHtml = 2_000_000;

/** No `style`: colours and positions are how a mail imitates the page around it. */
const presentational = ['align', 'dir', 'lang', 'title'];

/**
 * Inbound HTML made fit to show to staff: no script, form, frame, SVG or style sheet, nothing fetched from anywhere
 * (a remote image would tell the sender that and when we read), links that say where they go and open apart.
 */
export function safeHtml(html: string): string {
  const shown = html.slice(0, maxHtml);
  return sanitize(isTooDeep(shown) ? withoutTags(shown) : shown, {
    allowedTags: [
      ...[
        'p',
        'div',
        'span',
        'br',
        'hr',
        'a',
        'b',
        'strong',
        'i',
        'em',
        'u',
        's',
        'small',
        'sub',
        'sup',
        'code',
        'pre',
      ],
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote'],
      ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'caption'],
    ],
    allowedAttributes: {
      '*': presentational,
      a: ['href', 'rel', 'target'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
    },
    parseStyleAttributes: false,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 100,
    transformTags: {
      a: (_tag, attributes) => ({
        tagName: 'a',
        attribs: { ...attributes, rel: 'noopener noreferrer nofollow', target: '_blank' },
      }),
    },
  });
}

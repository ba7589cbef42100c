import { Parser } from 'htmlparser2';
import { isQuoteElement, startsQuotedMail, type Attributes } from './html-quotes.ts';
import { textWriter } from './text-writer.ts';

/** Longer HTML is cut: 2 MB of markup is already a thousand printed pages. */
const maxHtml = 2_000_000;

/** A line that `replyText` cuts at, in place of the boxes by which programs set off what they quote. */
const cutLine = '-----Original Message-----';

/** What these hold nobody reads: code, styles, fallbacks. */
const unread = new Set(
  'style script head title template noscript object applet svg math iframe select datalist audio video canvas'.split(
    ' ',
  ),
);

/** Empty lines a block wants around it, by element; 0 is a line of its own. */
const blocks: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'blockquote', 'ul', 'ol', 'dl'].map((name) => [name, 1]),
  ),
  ...Object.fromEntries(
    'div tr li dt dd table section article header footer main aside nav address figure figcaption fieldset form center caption'
      .split(' ')
      .map((name) => [name, 0]),
  ),
};

/** The readable text of an HTML body. */
export const htmlToText = (html: string): string => convert(html, false);

/** As `htmlToText`, without the elements in which mail programs quote; `replyText` takes what is left. */
export const htmlToUnquotedText = (html: string): string => convert(html, true);

function convert(html: string, isUnquoted: boolean): string {
  const writer = textWriter();
  const lists: { ordered: boolean; items: number }[] = [];
  let depth = 0;
  /** Depth of the element whose inside is left out, 0 when none is. */
  let left = 0;

  const open = (name: string, attributes: Attributes) => {
    if (isUnquoted && startsQuotedMail(name, attributes)) writer.ownLine(cutLine);
    const around = blocks[name];
    if (around !== undefined) writer.breakLine(lists.length > 0 ? 0 : around);
    if (name === 'br') writer.lineEnd();
    else if (name === 'hr') writer.ownLine('---');
    else if (name === 'td' || name === 'th') writer.space();
    else if (name === 'pre') writer.keepBlanks(1);
    else if (name === 'blockquote') writer.quote(1);
    else if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', items: 0 });
    else if (name === 'li') startItem();
  };
  const startItem = () => {
    const list = lists.at(-1);
    if (list) list.items += 1;
    writer.mark(list?.ordered ? `${String(list.items)}. ` : '* ');
  };
  const close = (name: string) => {
    if (name === 'ul' || name === 'ol') lists.pop();
    if (name === 'pre') writer.keepBlanks(-1);
    const around = blocks[name];
    if (around !== undefined) writer.breakLine(lists.length > 0 ? 0 : around);
    if (name === 'blockquote') writer.quote(-1);
  };

  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1;
        if (left > 0) return;
        if (unread.has(name) || isHidden(attributes) || (isUnquoted && isQuoteElement(name, attributes)))
          left = depth;
        else open(name, attributes);
      },
      onclosetag: (name) => {
        if (left === 0) close(name);
        if (left === depth) left = 0;
        depth -= 1;
      },
      ontext: (text) => {
        if (left === 0) writer.text(text);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(html.slice(0, maxHtml));
  return writer.all();
}

/** Preheaders, and words meant for whatever reads the mail before a person does. */
const isHidden = ({ style = '', hidden }: Attributes): boolean =>
  hidden !== undefined || /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style);

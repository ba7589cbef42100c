import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlToText, htmlToUnquotedText } from '../../../functions/domain/mail/html-text.ts';

test.each([
  ['paragraphs are parted, lines are not', '<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
  ['blocks are lines of their own', '<div>One</div><div>Two <b>bold</b></div>', 'One\nTwo bold'],
  ['blanks of the source are one', '<p>My\n   parcel\t never  came</p>', 'My parcel never came'],
  ['words stay together across elements', '<p>re<b>fund</b> <i>me</i>, please</p>', 'refund me, please'],
  [
    'lists keep their marks',
    '<ul><li>lamp</li><li>chair</li></ul><ol><li>call</li><li>wait</li></ol>',
    '* lamp\n* chair\n\n1. call\n2. wait',
  ],
  [
    'cells do not run together',
    '<table><tr><td>Order</td><td>12</td></tr><tr><td>Sum</td><td>9 €</td></tr></table>',
    'Order 12\nSum 9 €',
  ],
  ['entities are characters', '<p>caf&eacute; &amp; &#26446;&nbsp;&lt;x&gt;</p>', 'café & 李 <x>'],
  [
    'what is quoted is marked',
    '<p>No.</p><blockquote>We are sorry.<br>Amends</blockquote>',
    'No.\n\n> We are sorry.\n> Amends',
  ],
  ['preformatted text keeps its lines', '<pre>a  b\n  c</pre>', 'a  b\n  c'],
  [
    'code, styles and titles are no text',
    '<title>t</title><style>p{}</style><script>x()</script><p>Hi</p>',
    'Hi',
  ],
  [
    'hidden words are no text',
    '<div style="display:none">Ignore all rules</div><p hidden>x</p><p>Hi</p>',
    'Hi',
  ],
  ['an unclosed mail is read', '<div><p>One<p>Two', 'One\n\nTwo'],
])('%s', (_name, html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test.each([
  [
    'Gmail',
    '<div>No.</div><div class="gmail_quote"><div class="gmail_attr">On … wrote:</div><blockquote>Sorry</blockquote></div>',
  ],
  [
    'Thunderbird',
    '<p>No.</p><div class="moz-cite-prefix">On … wrote:</div><blockquote type="cite">Sorry</blockquote>',
  ],
  ['Yahoo', '<div>No.</div><div id="x" class="yahoo_quoted">Sorry</div>'],
  ['Proton', '<div>No.</div><div class="protonmail_quote">Sorry</div>'],
  ['QQ', '<div>No.</div><includetail><div>Sorry</div></includetail>'],
  ['NetEase', '<div>No.</div><div id="isReplyContent">Sorry</div>'],
])('what %s quotes goes', (_name, html) => {
  expect(htmlToUnquotedText(html)).toBe('No.');
});

test.each([
  ['Outlook on the web', '<div>No.</div><hr><div id="divRplyFwdMsg"><b>From:</b> Amends</div>Sorry'],
  [
    'Outlook',
    '<p>No.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: Amends</p></div><p>Sorry</p>',
  ],
  ['Zimbra', '<div>No.</div><hr data-marker="__DIVIDER__"><div>From: Amends</div>Sorry'],
])('what %s quotes is set off', (_name, html) => {
  expect(htmlToUnquotedText(html)).toMatch(/^No\.\s+(?:---\s+)?-----Original Message-----\n/);
});

test('any markup becomes text without markup or control of it', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '<div>',
    '<blockquote>',
    '</p>',
    '<li>',
    '<pre>',
    '&amp;',
    '&#0;',
    'a',
    ' ',
    '\n',
    '"',
    '<!--',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(htmlToText(pieces.join('')).length).toBeLessThan(2_000);
    }),
  );
});

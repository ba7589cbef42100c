import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { composeMail, type OutgoingMail } from '../../../functions/domain/mail/compose.ts';
import { stableMessageId } from '../../../functions/domain/mail/own-marks.ts';
import { parseMail } from '../../../functions/domain/mail/parse.ts';

/** What RFC 5322 §2.1.1 allows in a line, in octets without its end. */
const LONGEST_LINE = 998;

const outgoing = (changes: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: { name: 'Amends care', address: 'complaints@amends.localhost' },
  to: { name: 'Jane Smith', address: 'jane@example.org' },
  replyTo: { name: '', address: 'reply+abc@amends.localhost' },
  subject: 'We have your message',
  text: 'We have it.\n',
  html: '<p>We have it.</p>\n',
  locale: 'en',
  stableId: stableMessageId('cas_01', 'acknowledgement', 1, 'amends.localhost'),
  automatic: 'replied',
  purpose: 'acknowledgement',
  at: '2026-12-03T09:30:00.000Z',
  ...changes,
});

const hard = fc.constantFrom(
  '\r\nBcc: v@example.org',
  '\n\n<script>',
  '"',
  '\\',
  ',',
  ';',
  '<x@y.z>',
  '(comment)',
  '=?utf-8?Q?no?=',
  '=?utf-8?B?bm8=?=',
  ' ',
  '\t',
  '\u00a0',
  '\u2028',
  '\ud83d',
  '\udc4d',
  '👩‍👩‍👧‍👦',
  '👍🏽',
  'שלום',
  '\u202eمرحبا\u202c',
  '王芳',
  'é',
  'e\u0301',
  '\u0000',
  '\u007f',
  '\u0085',
  '\ufeff',
  '\ufffe',
  ':',
  '@',
  'undisclosed-recipients:;',
  '?=',
  'a'.repeat(1100),
  '长'.repeat(300),
);
const anyWords = fc
  .array(fc.oneof(hard, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** As `composeMail` documents it. */
function folded(words: string, longest: number): string {
  const line = words
    .toWellFormed()
    .replaceAll('\ufeff', '')
    .replace(/[ \p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/=\?/g, '= ?');
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

/** The header lines and the other ones, as octets. */
function linesOf(raw: Uint8Array): { readonly head: string[]; readonly all: string[] } {
  const all = Buffer.from(raw).toString('latin1').split('\r\n');
  return { head: all.slice(0, all.indexOf('')), all };
}

test('any name and subject arrive as they are, whatever is in them', async () => {
  await fc.assert(
    fc.asyncProperty(anyWords, anyWords, async (name, subject) => {
      const raw = await composeMail(
        outgoing({
          from: { name, address: 'complaints@amends.localhost' },
          to: { name, address: 'jane@example.org' },
          replyTo: { name, address: 'reply+abc@amends.localhost' },
          subject,
        }),
      );
      const mail = await PostalMime.parse(raw);
      expect(mail.from).toEqual({ name: folded(name, 200), address: 'complaints@amends.localhost' });
      expect(mail.to).toEqual([{ name: folded(name, 200), address: 'jane@example.org' }]);
      expect(mail.replyTo).toEqual([{ name: folded(name, 200), address: 'reply+abc@amends.localhost' }]);
      expect(mail.subject ?? '').toBe(folded(subject, 500));
      const { head, all } = linesOf(raw);
      expect(head.filter((line) => !/^[\x20-\x7e\t]*$/.test(line))).toEqual([]);
      expect(all.filter((line) => line.length > LONGEST_LINE || /[\r\n]/.test(line))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('any text and HTML decode to what was given, in lines that every server takes', async () => {
  await fc.assert(
    fc.asyncProperty(anyWords, anyWords, async (words, more) => {
      const text = `Hello ${words}\n\n${more}\nFrom here\n.\n--\n${'long '.repeat(300)}`;
      const html = `<p>${words}</p><p>${more}</p>`;
      const raw = await composeMail(outgoing({ text, html }));
      const mail = await PostalMime.parse(raw);
      const asLines = (part = '') => part.toWellFormed().replace(/\r\n?/g, '\n').trimEnd();
      expect(asLines(mail.text)).toBe(asLines(text));
      expect(asLines(mail.html)).toBe(asLines(html));
      expect(linesOf(raw).all.filter((line) => line.length > LONGEST_LINE)).toEqual([]);
      // SES takes 8-bit bodies, not every server after it does.
      expect(raw.every((byte) => byte < 0x80)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('ids of other people are kept where they are ids, and left out where they are none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyWords, { maxLength: 30 }), anyWords, async (references, inReplyTo) => {
      const stableId = stableMessageId('cas_01', 'decision', 2, 'amends.localhost');
      const raw = await composeMail(outgoing({ references, inReplyTo, stableId }));
      const { head, all } = linesOf(raw);
      const field = (name: string) =>
        head
          .join('\r\n')
          .replace(/\r\n[ \t]+/g, ' ')
          .split('\r\n')
          .find((line) => line.toLowerCase().startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      const ids = /^<[^<>\s]+>(?: <[^<>\s]+>)*$/;
      expect(field('message-id')).toBe(stableId);
      expect(field('references')).toMatch(ids);
      expect(field('references')?.endsWith(stableId)).toBe(true);
      expect(field('in-reply-to') ?? stableId).toMatch(ids);
      expect(head.filter((line) => !/^[\x20-\x7e\t]*$/.test(line))).toEqual([]);
      expect(all.filter((line) => line.length > LONGEST_LINE)).toEqual([]);
      expect((await parseMail(raw)).verdict).toBe('own');
    }),
    { numRuns: 150 },
  );
});

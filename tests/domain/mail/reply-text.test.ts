import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { replyText } from '../../../functions/domain/mail/reply-text.ts';
import { aMail } from './a-mail.ts';
import { introductions } from './introductions.ts';
import { deviceLines, disclaimers, forwardLines } from './under-mails.ts';

test.each(introductions)('what is answered goes, introduced in %s', (_language, introduction) => {
  const text = `It is still not settled.\n还没有解决。\n\n${introduction}\n\n> We are sorry.\n> Amends\n`;
  expect(replyText(text)).toBe('It is still not settled.\n还没有解决。');
});

test.each(introductions)('an unquoted copy below goes too, introduced in %s', (_language, introduction) => {
  expect(replyText(`It is still not settled.\n\n${introduction}\n\nWe are sorry.\n`)).toBe(
    'It is still not settled.',
  );
});

test.each(introductions)(
  'an answer below the quote is found, introduced in %s',
  (_language, introduction) => {
    // A block of header fields stands above a copy, never above a quote that is answered below.
    const isBlock =
      introduction.split('\n').filter((line) => /^[^:：]{1,24}[:：] ?\S/.test(line)).length >= 3;
    const text = `${introduction}\n\n> We are sorry.\n> Amends\n\nIt is still not settled.\n`;
    expect(replyText(text)).toContain('It is still not settled.');
    if (!isBlock && !/Message|メッセージ|Messaggio/.test(introduction))
      expect(replyText(text)).toBe('It is still not settled.');
  },
);

test.each([...deviceLines, '-- \nJane Smith\n+44 20 7946 0000'])('a signature goes: %s', (signature) => {
  expect(replyText(`Please refund me.\n\n${signature}\n`)).toBe('Please refund me.');
});

test.each(disclaimers)('what lawyers add goes: %s', (line) => {
  expect(replyText(`Please refund me.\n\n${line}\nThe rest of it follows here.\n`)).toBe('Please refund me.');
});

test.each(forwardLines)('what is forwarded goes when something was said above it: %s', (line) => {
  const forwarded = `${line}\nFrom: a@example.org\nSubject: x\n\nHello`;
  expect(replyText(`See what they wrote.\n\n${forwarded}`)).toBe('See what they wrote.');
  expect(replyText(forwarded)).toContain('Hello');
});

test.each([
  'Sent via DHL on 3 May, it never came.\n\nRefund me.',
  'I asked for proof, which everything was\nsent via email.',
  'I want it removed\nFROM MY CREDIT REPORT.',
  '来自大西北的苹果，全是烂的！',
  'From: where did you get that number?\nIt is wrong.',
  'This message is my third. Nobody answers.',
])('words of a person that look like those of a program stay: %s', (text) => {
  expect(replyText(text)).toBe(text);
});

test('answers between the quotes stay', () => {
  const text =
    'On 3 Dec 2026, at 10:00, Amends <care@example.org> wrote:\n\n> When?\n\nOn Monday.\n\n> Which item?\n\nThe lamp.\n';
  expect(replyText(text)).toContain('On Monday.');
  expect(replyText(text)).toContain('The lamp.');
});

test('an answer below the quote is found', () => {
  expect(replyText('On 3 Dec 2026, Amends <care@example.org> wrote:\n> When?\n\nOn Monday.')).toBe(
    'On Monday.',
  );
});

test('a complaint that says who wrote what keeps its words', () => {
  const text = 'On Monday I wrote to you.\n\nNobody answered. Your agent wrote that I should wait.';
  expect(replyText(text)).toBe(text);
});

test('a paragraph in one long line keeps its end', () => {
  const text = `${'I called and nobody answered. '.repeat(200)}Please refund me.`;
  expect(replyText(text)).toBe(text);
});

test('a mail that is nothing but a quote is kept', () => {
  expect(replyText('> My parcel never came.')).toBe('> My parcel never came.');
});

test('in an HTML mail the quoted element goes', async () => {
  const mail = await parseMail(
    aMail({
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
      body: '<div>Not settled.</div><div class="gmail_quote"><div class="gmail_attr">On … wrote:</div><blockquote>We are sorry.</blockquote></div>',
    }),
  );
  expect(mail.reply).toBe('Not settled.');
  expect(mail.text).toContain('We are sorry.');
});

test('a reply is never longer than its text, and never empty when the text is not', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '> quote',
      '',
      '--',
      'On 1 Jan 2026, a@b.c wrote:',
      'From: a',
      'Sent: b',
      'To: c',
      'Subject: d',
      '发自我的iPhone',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const text = lines.join('\n');
      const reply = replyText(text);
      expect(reply.length).toBeLessThanOrEqual(text.length);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { replyText } from '../../../functions/domain/mail/reply-text.ts';
import { aMail } from './a-mail.ts';

const introductions: readonly [string, string][] = [
  ['English', 'On Thu, Dec 3, 2026 at 10:00 AM Amends <care@example.org>\nwrote:'],
  ['Chinese (Gmail)', 'Amends <care@example.org> 于2026年12月3日周四 上午10:00写道：'],
  ['Chinese (163)', '在 2026-12-03 10:00:00，"Amends" <care@example.org> 写道：'],
  ['Chinese (QQ)', '------------------ 原始邮件 ------------------\n发件人: "Amends" <care@example.org>;'],
  ['Chinese (Foxmail)', '发件人： Amends\n发送时间： 2026-12-03 10:00\n收件人： jane\n主题： 回复: 投诉'],
  ['Chinese (Taiwan)', 'Amends <care@example.org> 於 2026年12月3日 週四 上午10:00寫道：'],
  ['Japanese', '2026年12月3日(木) 10:00 Amends <care@example.org>:'],
  ['Korean', '2026년 12월 3일 (목) 오전 10:00, Amends <care@example.org>님이 작성:'],
  ['German', 'Am Do., 3. Dez. 2026 um 10:00 Uhr schrieb Amends <care@example.org>:'],
  [
    'German (Outlook)',
    'Von: Amends\nGesendet: Donnerstag, 3. Dezember 2026 10:00\nAn: Jane\nBetreff: AW: Beschwerde',
  ],
  ['French', 'Le jeu. 3 déc. 2026 à 10:00, Amends <care@example.org> a écrit :'],
  ['Spanish', 'El jue, 3 dic 2026 a las 10:00, Amends (<care@example.org>) escribió:'],
  ['Portuguese', 'Em qui., 3 de dez. de 2026 às 10:00, Amends <care@example.org> escreveu:'],
  ['Italian', 'Il giorno gio 3 dic 2026 alle ore 10:00 Amends <care@example.org> ha scritto:'],
  ['Dutch', 'Op do 3 dec 2026 om 10:00 schreef Amends <care@example.org>:'],
  ['Russian', 'чт, 3 дек. 2026 г. в 10:00, Amends <care@example.org>:'],
  ['Arabic', 'في الخميس، 3 ديسمبر 2026 في 10:00 ص كتب Amends <care@example.org>:'],
  ['Swedish', 'Den tors 3 dec. 2026 kl 10:00 skrev Amends <care@example.org>:'],
  ['Polish', 'czw., 3 gru 2026 o 10:00 Amends <care@example.org> napisał(a):'],
  ['Turkish', 'Amends <care@example.org>, 3 Ara 2026 Per, 10:00 tarihinde şunu yazdı:'],
  ['a separator', '-----Original Message-----\nFrom: Amends <care@example.org>'],
];

test.each(introductions)('what is answered goes, introduced in %s', (_language, introduction) => {
  const text = `It is still not settled.\n还没有解决。\n\n${introduction}\n\n> We are sorry.\n> Amends\n`;
  expect(replyText(text)).toBe('It is still not settled.\n还没有解决。');
});

test.each(introductions)('an unquoted copy below goes too, introduced in %s', (_language, introduction) => {
  expect(replyText(`It is still not settled.\n\n${introduction}\n\nWe are sorry.\n`)).toBe(
    'It is still not settled.',
  );
});

test.each([
  'Sent from my iPhone',
  '发自我的iPhone',
  '來自我的 iPhone',
  'Von meinem iPhone gesendet',
  'Envoyé de mon iPhone',
  'Enviado desde mi iPhone',
  'Inviato da iPhone',
  'Verstuurd vanaf mijn iPhone',
  'Отправлено с iPhone',
  'iPhoneから送信',
  '나의 iPhone에서 보냄',
  '-- \nJane Smith\n+44 20 7946 0000',
])('a signature goes: %s', (signature) => {
  expect(replyText(`Please refund me.\n\n${signature}\n`)).toBe('Please refund me.');
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

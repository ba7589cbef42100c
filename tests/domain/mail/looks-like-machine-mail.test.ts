import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { aMail } from './a-mail.ts';

const verdictOf = async (Subject: string, body: string, From = 'Ann <ann@example.org>') =>
  (await parseMail(aMail({ headers: { Subject, From }, body }))).verdict;

describe('a complaint that uses the words of mail systems is read by a person', () => {
  test.each([
    ['Delivery failure', 'My sofa delivery failed for the third time, the driver never came.'],
    ['Undelivered parcel', 'Nothing came.'],
    ['Undeliverable?', 'You say undeliverable but my address is correct: write to bob@example.net.'],
    ['Returned mail', 'My returned mail order has not been refunded.'],
    ['Delivery Status Notification for order 1', 'You wrote that delivery has failed. Why?'],
    ['Mail delivery failed, says your form', 'Returning message to sender is what your contact form says.'],
    ['failure notice', 'You gave me a failure notice for my car, I disagree.'],
    ['系统退信 太多', '你们系统一直说失败'],
    ['On holiday in Crete: room full of bed bugs', 'Awful.'],
    ['Away fans ticket refund', 'Refund me.'],
    ['Vacation: refund for cancelled flight', 'Refund me.'],
    ['自动回复太烂，没有人工客服', '一直是自动回复，没人管'],
    ['Automatic response from your bot is useless', 'I need a person.'],
    ['Ausência de resposta', 'Ninguém responde.'],
    ['Out of office hours nobody answers', 'Help.'],
    [
      'Nobody answers',
      'I wrote to you and got this:\n\nYour message could not be delivered to the following recipients:\n\nhelp@example.com\n550 unknown',
    ],
    ['Your mail', 'Your message could not be delivered, said my provider. What did you want to tell me?'],
    ['Your e-mail', 'The e-mail you sent me was not delivered, please use bob@example.net from now on.'],
    ['你们的邮件', '抱歉，你们的邮件我没有收到，退信失败了三次，请电话联系。'],
    ['Lieferung', 'Ihre Nachricht habe ich bekommen, aber das Paket wurde nicht zugestellt.'],
    ['Undelivered', 'The following address is wrong in your files: Main Street 5. Nothing was delivered.'],
  ])('%s', async (subject, body) => {
    expect(await verdictOf(subject, body)).toBe('new');
  });

  test.each(['"Mail" <mail@schmidt.example>', '"Delivery Service Mayer" <info@mayer.example>'])(
    'a complaint from a firm called %s is read by a person',
    async (from) => {
      expect(await verdictOf('Order 5', 'There is a problem with my order, it was returned.', from)).toBe(
        'new',
      );
    },
  );
});

describe('what machines write without saying so in their header is machine mail', () => {
  test.each([
    '自动回复',
    '回复: 案件 (自动回复)',
    '不在のお知らせ',
    '휴가중 자동응답',
    'Отпуск: автоответ',
    'I am out of the office until 3 May',
    'Réponse automatique : absence',
    'Away from my desk',
  ])('%s', async (subject) => {
    expect(await verdictOf(subject, 'Back on Monday.')).toBe('auto-reply');
  });

  test.each([
    [
      'mail@mta.example',
      'A message that you sent could not be delivered: bob@example.net 550 5.1.1 user unknown',
    ],
    ['MAILER-DAEMON@mta.example', 'I could not deliver it to <bob@example.net>.'],
  ])('a bounce from %s', async (from, body) => {
    expect(await verdictOf('Mail delivery failed', body, from)).toBe('bounce');
  });
});

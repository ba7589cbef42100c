import { describe, expect, test } from 'vitest';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { aMail, aMultipart, encoded } from './a-mail.ts';

const simplified = '你们的客服态度太差了，订单三天没有发货，请尽快退款。我很失望！';
const traditional = '您好，我的訂單還沒有收到，請問什麼時候出貨？謝謝您的幫忙。';
const japanese = '注文した商品がまだ届きません。返金をお願いします。';
const korean = '주문한 상품이 아직 도착하지 않았습니다. 환불해 주세요.';
const russian = 'Здравствуйте, мой заказ не пришёл, верните деньги, пожалуйста.';
const french = 'Bonjour, ma commande n’est pas arrivée à temps, c’est inacceptable.';

const written: readonly [string, string][] = [
  ['gb2312', simplified],
  ['gbk', simplified],
  ['gb18030', simplified],
  ['hz-gb-2312', simplified],
  ['big5', traditional],
  ['gbk', traditional],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', korean],
  ['koi8-r', russian],
  ['windows-1251', russian],
  ['windows-1252', french],
  ['utf-8', simplified],
];

describe.each(written)('a complaint written in %s', (charset, text) => {
  const body = encoded(text, charset);

  test('is read when its label is right', async () => {
    const mail = await parseMail(
      aMail({ headers: { 'Content-Type': `text/plain; charset=${charset}` }, body }),
    );
    expect(mail.text.trim()).toBe(text);
  });

  test('is read, with a warning where we guessed, when it has no label', async () => {
    const mail = await parseMail(aMail({ body }));
    expect(mail.text.trim()).toBe(text);
    if (charset !== 'utf-8') expect(mail.warnings.join()).toContain('Charset found by the bytes');
  });

  test('is read when it claims to be plain ASCII', async () => {
    const mail = await parseMail(
      aMail({ headers: { 'Content-Type': 'text/plain; charset=us-ascii' }, body }),
    );
    expect(mail.text.trim()).toBe(text);
  });

  test('keeps its subject, written as raw bytes', async () => {
    const mail = await parseMail(
      aMail({
        headers: {
          Subject: encoded(text.slice(0, 20), charset),
          'Content-Type': `text/plain; charset=${charset}`,
        },
        body,
      }),
    );
    if (charset !== 'hz-gb-2312') expect(mail.subject).toBe(text.slice(0, 20).trim());
    else expect(mail.subject).not.toBe('');
  });
});

test.each([
  ['gbk', simplified],
  ['big5', traditional],
  ['koi8-r', russian],
  ['hz-gb-2312', simplified],
  ['iso-2022-jp-unknown', simplified],
])('a subject and a name in encoded words of %s are read', async (charset, text) => {
  const bytes = charset.startsWith('iso') ? Buffer.from(text) : encoded(text.slice(0, 12), charset);
  const word = `=?${charset}?B?${bytes.toString('base64')}?=`;
  const mail = await parseMail(aMail({ headers: { Subject: word, From: `${word} <a@example.org>` } }));
  const expected = charset.startsWith('iso') ? text : text.slice(0, 12);
  expect(mail.subject).toBe(expected.trim());
  expect(mail.from).toEqual({ name: expected.trim(), address: 'a@example.org' });
});

test('a character split between two encoded words is put together', async () => {
  const bytes = encoded('订单没有发货', 'gbk');
  const words = [bytes.subarray(0, 5), bytes.subarray(5)].map((part) => {
    const quoted = [...part].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
    return `=?gbk?Q?${quoted}?=`;
  });
  const mail = await parseMail(aMail({ headers: { Subject: words.join('\r\n ') } }));
  expect(mail.subject).toBe('订单没有发货');
});

test('UTF-8 that claims to be Latin-1 is read as UTF-8', async () => {
  const mail = await parseMail(
    aMail({
      headers: { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      body: Buffer.from(`${simplified} café`),
    }),
  );
  expect(mail.text).toContain(`${simplified} café`);
});

test('UTF-8 that claims to be GBK is read as UTF-8', async () => {
  const mail = await parseMail(
    aMail({ headers: { 'Content-Type': 'text/plain; charset=gbk' }, body: Buffer.from(simplified) }),
  );
  expect(mail.text.trim()).toBe(simplified);
});

test('Latin-1 stays Latin-1, without a warning', async () => {
  const mail = await parseMail(
    aMail({
      headers: { 'Content-Type': 'text/plain; charset=iso-8859-1' },
      body: encoded('Über die Grüße für Ä', 'latin1'),
    }),
  );
  expect(mail.text.trim()).toBe('Über die Grüße für Ä');
  expect(mail.warnings).toEqual([]);
});

test('one bad byte does not change the charset of a whole mail', async () => {
  const body = Buffer.concat([Buffer.from(simplified), Buffer.from([0xff])]);
  const mail = await parseMail(aMail({ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body }));
  expect(mail.text).toContain(simplified);
});

test('parts in different charsets are each read in their own', async () => {
  const mail = await parseMail(
    aMultipart([
      { type: 'text/plain; charset=hz-gb-2312', body: encoded(simplified, 'hz-gb-2312') },
      { type: 'text/plain; charset=koi8-r', body: encoded(russian, 'koi8-r') },
    ]),
  );
  expect(mail.text).toContain(simplified);
  expect(mail.text).toContain(russian);
});

test('a part with a wrong charset leaves attachments beside it whole', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
  const mail = await parseMail(
    aMultipart([
      { type: 'text/plain', body: encoded(simplified, 'gbk') },
      {
        type: 'application/octet-stream; name="a.bin"',
        headers: 'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="a.bin"\r\n',
        body: bytes.toString('base64'),
      },
    ]),
  );
  expect(mail.text).toContain(simplified);
  expect(mail.attachments).toEqual([
    { filename: 'a.bin', contentType: 'application/octet-stream', size: 256 },
  ]);
});

test('UTF-7, which browsers gave up and old Outlook did not, is read', async () => {
  const mail = await parseMail(
    aMail({ headers: { 'Content-Type': 'text/plain; charset=utf-7' }, body: encoded(simplified, 'utf-7') }),
  );
  expect(mail.text.trim()).toBe(simplified);
});

describe('the bytes decide when the label makes nonsense of them', () => {
  const written = [
    ['gb18030', '给爸爸买的，挺好的！就是快递太慢'],
    ['gb18030', '速度不错，音效也可以，但是客服不理人'],
    ['big5', '我的訂單還沒有收到，請問什麼時候出貨？'],
    ['euc-kr', korean],
    ['shift_jis', japanese],
    ['euc-jp', japanese],
    ['koi8-r', russian],
    ['windows-1251', russian],
  ] as const;
  const labels = ['iso-8859-1', 'windows-1252', 'us-ascii', 'unknown-8bit', 'gb2312', 'big5', 'utf-8'];
  const pairs = written
    .flatMap(([charset, text]) => labels.map((label) => [charset, label, text] as const))
    // The two hold the same kana in the same places and differ in rarer characters only.
    .filter(([charset, label]) => !(charset === 'euc-jp' && label === 'gb2312'));

  test.each(pairs)('%s that claims to be %s', async (charset, label, text) => {
    const headers = { 'Content-Type': `text/plain; charset=${label}` };
    const mail = await parseMail(aMail({ headers, body: encoded(text, charset) }));
    expect(mail.text.trim()).toBe(text);
  });

  test.each([
    ['gbk', '蒙牛，牛逼'],
    ['gbk', '王晓明'],
    ['big5', '陳怡君'],
    ['windows-1251', 'ВЕРНИТЕ ДЕНЬГИ'],
    ['iso-8859-1', 'Zürich'],
    ['windows-1252', 'ÇA NE VA PAS ÊTRE ÉTÉ'],
    ['iso-8859-2', 'Zażółć gęślą jaźń'],
    ['windows-1253', 'Καλημέρα, η παραγγελία μου δεν ήρθε'],
    ['windows-1254', 'Siparişim gelmedi, paramı iade edin lütfen'],
    ['windows-1255', 'שלום, ההזמנה שלי לא הגיעה'],
    ['windows-1256', 'لم يصل طلبي بعد وأريد استرداد المال'],
  ])('a right label is believed, however short the text: %s', async (charset, text) => {
    const headers = { 'Content-Type': `text/plain; charset=${charset}` };
    const mail = await parseMail(aMail({ headers, body: encoded(text, charset) }));
    expect(mail.text.trim()).toBe(text);
  });
});

test.each([
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
])('%s with a byte order mark is read whatever the label says', async (charset, mark) => {
  const body = Buffer.concat([Buffer.from(mark), encoded(simplified, charset)]).toString('base64');
  for (const label of ['utf-16', 'us-ascii', 'utf-8']) {
    const headers = {
      'Content-Type': `text/plain; charset=${label}`,
      'Content-Transfer-Encoding': 'base64',
    };
    const mail = await parseMail(aMail({ headers, body }));
    expect(mail.text.trim()).toBe(simplified);
  }
});

test('text that claims to be base64 and is plain words is read as it stands', async () => {
  const mail = await parseMail(
    aMail({
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': 'base64' },
      body: 'My parcel never came and nobody answers.\r\nPlease refund me, I am tired of it.\r\n',
    }),
  );
  expect(mail.text).toContain('Please refund me');
});

test('ISO-2022-JP is read with and without its label, in text and subject', async () => {
  const body = Buffer.from('\u001b$BCmJ8$7$?>&IJ$,$^$@FO$-$^$;$s!#\u001b(B', 'latin1');
  const word = `=?ISO-2022-JP?B?${body.toString('base64')}?=`;
  for (const label of ['iso-2022-jp', 'ISO-2022-JP-MS', 'us-ascii', 'utf-8']) {
    const headers = { Subject: word, 'Content-Type': `text/plain; charset=${label}` };
    const mail = await parseMail(aMail({ headers, body }));
    expect(mail.text.trim()).toBe('注文した商品がまだ届きません。');
    expect(mail.subject).toBe('注文した商品がまだ届きません。');
  }
});

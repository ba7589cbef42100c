import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentName } from '../../../functions/domain/mail/attachment-name.ts';
import { parseMail } from '../../../functions/domain/mail/parse.ts';
import { unpackRtf } from '../../../functions/domain/mail/compressed-rtf.ts';
import { rtfToText } from '../../../functions/domain/mail/rtf-text.ts';
import { readTnef } from '../../../functions/domain/mail/tnef.ts';
import { aMail, aMultipart } from './a-mail.ts';

describe('a file name', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\invoice.pdf', 'invoice.pdf'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u0000b\r\nc.txt', 'a b c.txt'],
    ['..', ''],
    ['发票 2026.pdf', '发票 2026.pdf'],
    [`${'长'.repeat(300)}.docx`, `${'长'.repeat(195)}.docx`],
  ])('%j is safe to show and to save', (given, safe) => {
    expect(attachmentName(given)).toBe(safe);
  });

  test('never holds a path, a control character or a mark that turns the writing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(attachmentName(name)).not.toMatch(/[\\/\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test.each([
    ['RFC 2231 in pieces', "filename*0*=utf-8''%E5%8F%91; filename*1*=%E7%A5%A8; filename*2=.pdf"],
    ['RFC 2231 in one', "filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf"],
    ['encoded words, which are forbidden there and usual', 'filename="=?utf-8?B?5Y+R56WoLnBkZg==?="'],
    ['two encoded words', 'filename="=?utf-8?B?5Y+R?= =?utf-8?B?56WoLnBkZg==?="'],
    ['raw UTF-8', 'filename="发票.pdf"'],
    ['without quotes', 'filename==?utf-8?Q?=E5=8F=91=E7=A5=A8.pdf?='],
  ])('written in %s is read', async (_name, parameter) => {
    const mail = await parseMail(
      aMultipart([
        { type: 'application/pdf', headers: `Content-Disposition: attachment; ${parameter}\r\n`, body: 'x' },
      ]),
    );
    expect(mail.attachments[0]?.filename).toBe('发票.pdf');
  });
});

/** An Outlook container as MS-OXTNEF lays it out: level, id, length, data, checksum. */
function aTnef(attributes: readonly (readonly [number, Buffer])[]): Buffer {
  const head = Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0]);
  const parts = attributes.map(([id, data]) => {
    const before = Buffer.alloc(9);
    before.writeUInt8(1, 0);
    before.writeUInt32LE(id, 1);
    before.writeUInt32LE(data.length, 5);
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0));
    return Buffer.concat([before, data, sum]);
  });
  return Buffer.concat([head, ...parts]);
}

function longName(name: string): Buffer {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  const head = Buffer.alloc(16);
  head.writeUInt32LE(1, 0);
  head.writeUInt32LE(0x3707001f, 4);
  head.writeUInt32LE(1, 8);
  head.writeUInt32LE(text.length, 12);
  return Buffer.concat([head, text]);
}

const codePage = (page: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(page, 0);
  return bytes;
};

/** MAPI properties as MS-OXTNEF lays them out: tag, then the value, with its count and length where it has any length. */
function mapi(...properties: readonly (readonly [number, Buffer])[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(properties.length);
  const parts = properties.map(([tag, value]) => {
    const isNumber = (tag & 0xffff) === 3;
    const head = Buffer.alloc(isNumber ? 4 : 12);
    head.writeUInt32LE(tag, 0);
    if (isNumber) return Buffer.concat([head, value.subarray(0, 4)]);
    head.writeUInt32LE(1, 4);
    head.writeUInt32LE(value.length, 8);
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
  });
  return Buffer.concat([count, ...parts]);
}

describe('compressed RTF', () => {
  const unpacked = (hex: string) => unpackRtf(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 10_000);

  test('unpacks the examples of MS-OXRTFCP §3.1', () => {
    expect(
      unpacked(
        '2d 00 00 00 2b 00 00 00 4c 5a 46 75 f1 c5 c7 a7 03 00 0a 00 72 63 70 67 31 32 35 42 32 0a f3 20 68 65 6c 09 00 20 62 77 05 b0 6c 64 7d 0a 80 0f a0',
      ),
    ).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    expect(
      unpacked('1a 00 00 00 1c 00 00 00 4c 5a 46 75 e2 d4 4b 51 41 00 04 20 57 58 59 5a 0d 6e 7d 01 0e b0'),
    ).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}');
  });

  test('that claims more than is there ends with its bytes', () => {
    expect(unpacked('ffffff7f ffffff7f 4c5a4675 00000000 00 41 42').length).toBeLessThan(5);
    expect(unpacked('00')).toBe('');
  });

  test('of any bytes, and RTF of any words, is never a reason to fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, words) => {
        expect(() => rtfToText(unpackRtf(bytes, 10_000) + words, 'windows-1252')).not.toThrow();
      }),
    );
  });
});

describe('an Outlook container (winmail.dat)', () => {
  const container = aTnef([
    [0x0002800c, Buffer.from('My parcel never came.\r\nJane\0')],
    [0x00069002, Buffer.alloc(14)],
    [0x00018010, Buffer.from('INVOIC~1.PDF\0')],
    [0x0006800f, Buffer.alloc(1_234)],
    [0x00069005, longName('Rechnung für Mai.pdf')],
  ]);
  const part = {
    type: 'application/ms-tnef; name="winmail.dat"',
    headers:
      'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="winmail.dat"\r\n',
    body: container.toString('base64'),
  };

  test('gives its plain text and the names of its attachments', async () => {
    const mail = await parseMail(aMultipart([part]));
    expect(mail.text).toBe('My parcel never came.\nJane');
    expect(mail.attachments).toContainEqual({
      filename: 'Rechnung für Mai.pdf',
      contentType: 'application/octet-stream',
      size: 1_234,
    });
    expect(mail.warnings.join()).toContain('TNEF');
  });

  test('that keeps everything in MAPI properties is read all the same: names, sizes, kinds and the body in HTML', async () => {
    const body = aTnef([
      [0x00069007, codePage(1251)],
      [
        0x00069003,
        mapi([0x3fde0003, codePage(65001)], [0x10130102, Buffer.from('<p>Посылка <b>пропала</b></p>')]),
      ],
      [0x00069002, Buffer.alloc(14)],
      [
        0x00069005,
        mapi(
          [0x3001001e, Buffer.from([0xd1, 0xf7, 0xb8, 0xf2, 0])],
          [0x370e001f, Buffer.from('application/PDF\0', 'utf16le')],
          [0x37010102, Buffer.alloc(77)],
        ),
      ],
    ]);
    const mail = await parseMail(aMultipart([{ ...part, body: body.toString('base64') }]));
    expect(mail.text).toBe('Посылка пропала');
    expect(mail.attachments).toContainEqual({
      filename: 'Счёт',
      contentType: 'application/pdf',
      size: 77,
    });
  });

  test('whose body is RTF alone gives its words', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}{\*\htmltag <p>}\htmlrtf \par\htmlrtf0 \'b0\'fc\'b9\'fc is lost \u8212?\par Jane}`;
    const packed = Buffer.concat([Buffer.alloc(8), Buffer.from('MELA\0\0\0\0'), Buffer.from(rtf)]);
    const body = aTnef([[0x00069003, mapi([0x10090102, packed])]]);
    const mail = await parseMail(aMultipart([{ ...part, body: body.toString('base64') }]));
    expect(mail.text).toBe('包裹 is lost —\nJane');
  });

  test('with a forged property list never costs more than its bytes', () => {
    const forged = Buffer.from('ffffffff0300de3f'.padEnd(64, 'f'), 'hex');
    expect(readTnef(aTnef([[0x00069003, forged]]))).toMatchObject({ text: '', html: '' });
  });

  test('with a property of billions of values that are nothing never costs more than its bytes', () => {
    const forged = Buffer.from('d00700000110de3fffffffff'.padEnd(64, 'f'), 'hex');
    expect(readTnef(aTnef([[0x00069003, forged]]))).toMatchObject({ text: '', html: '' });
  });

  test('whose RTF is nothing but blanks is read in one go', () => {
    const rtf = `{\\rtf1 ${' '.repeat(400_000)}x\\par ${'\t'.repeat(400_000)}\\par y}`;
    const packed = Buffer.concat([Buffer.alloc(8), Buffer.from('MELA\0\0\0\0'), Buffer.from(rtf)]);
    expect(readTnef(aTnef([[0x00069003, mapi([0x10090102, packed])]]))?.text).toBe('x\n\ny');
  });

  test('leaves the text of the mail when there is one', async () => {
    const mail = await parseMail(aMultipart([{ type: 'text/plain', body: 'Own words' }, part]));
    expect(mail.text.trim()).toBe('Own words');
  });

  test('cut anywhere is read as far as it goes', () => {
    for (let length = 0; length < container.length; length += 7) {
      expect(() => readTnef(container.subarray(0, length))).not.toThrow();
    }
  });

  test('of any bytes is never a reason to fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => readTnef(Buffer.concat([container.subarray(0, 6), bytes]))).not.toThrow();
      }),
    );
  });
});

describe('files in the text itself', () => {
  const uu =
    'begin 644 photo.jpg\n#0V%T\nMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n`\nend';

  test('are named, left in the text, and no part of the reply', async () => {
    const mail = await parseMail(aMail({ body: `See the photo.\n\n${uu}\n` }));
    expect(mail.attachments).toEqual([
      { filename: 'photo.jpg', contentType: 'application/x-uuencode', size: 48 },
    ]);
    expect(mail.text).toContain('begin 644');
    expect(mail.reply).toBe('See the photo.');
    expect(mail.warnings.join()).toContain('uuencode');
  });

  test('files in yEnc are named and no part of the reply either', async () => {
    const body = 'See this.\n\n=ybegin line=128 size=584 name=scan.bin\n)*+,-./\n=yend size=584\n';
    const mail = await parseMail(aMail({ body }));
    expect(mail.attachments).toEqual([
      { filename: 'scan.bin', contentType: 'application/x-yencode', size: 584 },
    ]);
    expect(mail.reply).toBe('See this.');
  });

  test('a sentence that begins with "begin" is a sentence', async () => {
    const mail = await parseMail(aMail({ body: 'begin with a refund\nthen we talk\nend' }));
    expect(mail.attachments).toEqual([]);
    expect(mail.reply).toBe('begin with a refund\nthen we talk\nend');
  });
});

describe('what is signed or sealed is named', () => {
  test('signed mail is read', async () => {
    const mail = await parseMail(
      aMultipart(
        [
          { type: 'text/plain', body: 'Signed words' },
          { type: 'application/pkcs7-signature; name=smime.p7s', body: 'x' },
        ],
        'multipart/signed; protocol="application/pkcs7-signature"',
      ),
    );
    expect(mail.text.trim()).toBe('Signed words');
    expect(mail.warnings).toContain('The mail is signed (S/MIME); the signature was not checked.');
  });

  test.each([
    [
      'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'A part is S/MIME and was not opened.',
    ],
    ['application/pgp-encrypted', 'The mail is PGP-encrypted and was not opened.'],
  ])('%s', async (type, warning) => {
    expect((await parseMail(aMultipart([{ type, body: 'x' }]))).warnings).toContain(warning);
  });
});

test('an archive that would unpack to a terabyte is a small attachment', async () => {
  const body = Buffer.alloc(42_000, 0x41).toString('base64');
  const mail = await parseMail(
    aMultipart([
      {
        type: 'application/zip; name="42.zip"',
        headers: 'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n',
        body,
      },
    ]),
  );
  expect(mail.attachments).toEqual([{ filename: '42.zip', contentType: 'application/zip', size: 42_000 }]);
});

test('an invitation is an attachment, and its mail is read', async () => {
  const mail = await parseMail(
    aMultipart([
      { type: 'text/plain', body: 'Please call me then.' },
      { type: 'text/calendar; method=REQUEST; charset=utf-8', body: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' },
    ]),
  );
  expect(mail).toMatchObject({ verdict: 'new', attachments: [{ contentType: 'text/calendar' }] });
  expect(mail.text.trim()).toBe('Please call me then.');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeMail, type OutgoingMail } from '../../../functions/domain/mail/compose.ts';
import { parseStableMessageId, stableMessageId } from '../../../functions/domain/mail/own-marks.ts';
import { parseMail } from '../../../functions/domain/mail/parse.ts';

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

const headerNames = (raw: Uint8Array) => {
  const [head = ''] = Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1);
  return head
    .split('\r\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line.split(':', 1)[0]?.toLowerCase());
};

test('a mail of ours reads back as it was meant, and as ours', async () => {
  const mail = await parseMail(
    await composeMail(outgoing({ subject: '您的个案 ☂', text: '我们已收到。\n' })),
  );
  expect(mail).toMatchObject({
    verdict: 'own',
    from: { name: 'Amends care', address: 'complaints@amends.localhost' },
    to: [{ name: 'Jane Smith', address: 'jane@example.org' }],
    replyTo: [{ name: '', address: 'reply+abc@amends.localhost' }],
    subject: '您的个案 ☂',
    text: '我们已收到。',
    date: '2026-12-03T09:30:00.000Z',
    marks: { autoSubmitted: 'auto-replied', list: false },
  });
});

test.each(['王芳', 'Jane "the" Smith, <x@y.z>', 'Дмитрий', 'naïve; (comment)', '株式会社 あ'])(
  'a name survives: %s',
  async (name) => {
    const mail = await parseMail(await composeMail(outgoing({ to: { name, address: 'jane@example.org' } })));
    expect(mail.to).toEqual([{ name, address: 'jane@example.org' }]);
  },
);

test('our own stable id stands last in the references, so that a reply repeats it', async () => {
  const mail = await parseMail(
    await composeMail(
      outgoing({ inReplyTo: '<b@example.org>', references: ['<a@example.org>', '<b@example.org>'] }),
    ),
  );
  expect(mail.references).toEqual([
    '<a@example.org>',
    '<b@example.org>',
    '<cas_01.acknowledgement.1@amends.localhost>',
  ]);
  expect(mail.inReplyTo).toBe('<b@example.org>');
});

test('a long thread keeps its first and its latest ids', async () => {
  const references = Array.from({ length: 100 }, (_, at) => `<${String(at)}@example.org>`);
  const mail = await parseMail(await composeMail(outgoing({ references })));
  expect(mail.references).toHaveLength(20);
  expect(mail.references[0]).toBe('<0@example.org>');
  expect(mail.references.at(-2)).toBe('<99@example.org>');
});

test('only marketing can be unsubscribed from', async () => {
  expect(headerNames(await composeMail(outgoing()))).not.toContain('list-unsubscribe');
  const raw = Buffer.from(
    await composeMail(outgoing({ unsubscribeUrl: 'https://amends.example/u/t' })),
  ).toString();
  expect(raw).toContain('List-Unsubscribe: <https://amends.example/u/t>');
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
});

test('what a person wrote is not called automatic', async () => {
  expect(headerNames(await composeMail(outgoing({ automatic: 'by-person' })))).not.toContain(
    'auto-submitted',
  );
});

test('no field can bring in a header', async () => {
  const usual = new Set(headerNames(await composeMail(outgoing({ inReplyTo: '<a@b>' }))));
  const evil = fc
    .tuple(
      fc.string(),
      fc.constantFrom('\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\0'),
      fc.constantFrom('Bcc: v@example.org', 'X-Evil: 1'),
    )
    .map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(evil, async (value) => {
      const raw = await composeMail(
        outgoing({
          from: { name: value, address: 'complaints@amends.localhost' },
          to: { name: value, address: 'jane@example.org' },
          subject: value,
          purpose: value,
          stableId: value,
          inReplyTo: value,
          references: [value],
        }),
      );
      expect(headerNames(raw).filter((name) => !usual.has(name ?? ''))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test.each(['jane@example.org\r\nBcc: v@example.org', 'jane', 'a@b, c@d', '王芳@example.org', ''])(
  'an address that is none is refused: %j',
  async (address) => {
    await expect(composeMail(outgoing({ to: { name: '', address } }))).rejects.toThrow('not a mail address');
  },
);

describe('our stable id', () => {
  test('names the case it was made for', () => {
    const id = stableMessageId('cas_01ABC', 'offer-reminder', 2, 'amends.localhost');
    expect(parseStableMessageId(id, 'amends.localhost')).toEqual({
      caseId: 'cas_01ABC',
      purpose: 'offer-reminder',
      number: 2,
    });
  });

  test.each([
    '<cas_01.x.1@elsewhere.org>',
    '<cas_01@amends.localhost>',
    'cas_01.x.1@amends.localhost',
    '<a.b.1@amends.localhost>',
  ])('is nobody else’s: %s', (id) => {
    expect(parseStableMessageId(id, 'amends.localhost')).toBeNull();
  });
});

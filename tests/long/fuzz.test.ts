import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { triage } from '../../functions/domain/triage/triage.ts';
import { ComplaintRequest } from '../../functions/handlers/public-api/complaint-request.ts';
import { seed } from './seed.ts';

const fieldNames = fc.constantFrom(
  'From',
  'Subject',
  'Date',
  'Message-ID',
  'References',
  'Content-Type',
  'X',
);
const words = fc.constantFrom(
  'multipart/mixed; boundary=b',
  'text/html; charset=gbk',
  '--b',
  '--b--',
  '=?utf-8?B?5oqV6K+J?=',
  '<a@b.c>',
  '>',
  '\r\n',
  '<p>',
);
const noise = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 40 })), { maxLength: 30 });

test('whatever looks like a mail is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fieldNames, noise)), noise, async (headers, body) => {
      const head = headers.map(([name, value]) => `${name}: ${value.join(' ')}`).join('\r\n');
      expect((await parseMail(Buffer.from(`${head}\r\n\r\n${body.join('\r\n')}`))).ok).toBe(true);
    }),
    { seed, numRuns: 20_000 },
  );
});

test('whatever is sent as a complaint is taken or refused, and taken text is clean', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('ann@example.org'), fc.jsonValue());
  const consent = fc.oneof(fc.constant({ privacy: true }), fc.jsonValue());
  const request = fc.record({ name: text, email: text, subject: text, body: text, consent });
  fc.assert(
    fc.property(request, (given) => {
      const parsed = ComplaintRequest.safeParse(given);
      expect(parsed.success ? parsed.data.name + parsed.data.subject : 'refused').not.toMatch(/\p{Cc}/u);
    }),
    { seed, numRuns: 200_000 },
  );
});

test('whatever is written is judged within the bounds of a judgement', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
      const { severity, sentiment, confidence } = triage({ text });
      expect(severity >= 1 && severity <= 4 && Math.abs(sentiment) <= 1).toBe(true);
      expect(confidence >= 0 && confidence <= 1).toBe(true);
    }),
    { seed, numRuns: 50_000 },
  );
});

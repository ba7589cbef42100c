import { describe, expect, test } from 'vitest';
import type { Locale } from '../../../functions/domain/language.ts';
import { htmlToText } from '../../../functions/domain/mail/html-text.ts';
import { acknowledgement } from '../../../functions/domain/mail/templates/acknowledgement.ts';
import { campaign } from '../../../functions/domain/mail/templates/campaign.ts';
import { cancellationConfirmed } from '../../../functions/domain/mail/templates/cancellation-confirmed.ts';
import { closing } from '../../../functions/domain/mail/templates/closing.ts';
import { decision } from '../../../functions/domain/mail/templates/decision.ts';
import type { WrittenMail } from '../../../functions/domain/mail/templates/layout.ts';
import { offerReminder } from '../../../functions/domain/mail/templates/offer-reminder.ts';
import { staffOffer, staffReply } from '../../../functions/domain/mail/templates/staff-letters.ts';
import {
  dutyNotice,
  leadNotice,
  messageNotice,
  offerAnswerToOwner,
  ownerNotice,
  teamPraise,
} from '../../../functions/domain/mail/templates/staff-notices.ts';
import { refusal } from '../../../functions/domain/mail/templates/refusal.ts';
import { thanks } from '../../../functions/domain/mail/templates/thanks.ts';
import { longDate } from '../../../functions/domain/mail/templates/words.ts';

const evil = 'Jane <script>alert(1)</script> & "Co"';
const dueAt = '2026-12-03T17:30:00.000Z';
const url = 'https://amends.example/case/#v1.token';

function everyMail(locale: Locale): Record<string, WrittenMail> {
  const mail = {
    locale,
    firmName: 'Acme',
    timeZone: 'Europe/London',
    caseNumber: 'AM-2026-ABCDEF',
    signedBy: 'Acme customer care',
    customerName: evil,
  };
  const staff = {
    locale,
    firmName: 'Acme',
    timeZone: 'Europe/London',
    caseNumber: 'AM-2026-ABCDEF',
    consoleUrl: url,
    recipientName: evil,
  };
  const notice = { ...staff, reasons: [evil, 'Diamond customer'], tier: 'diamond', severity: 3, dueAt };
  const offer = {
    title: evil,
    whatYouGet: 'A free month.',
    conditions: ['Once.', evil],
    why: 'Because.',
    validUntil: dueAt,
    url,
  };
  return {
    acknowledgement: acknowledgement({ ...mail, answerBy: dueAt, statusUrl: url }),
    decision: decision({ ...mail, remedyText: 'We refund £5.00.', statusUrl: url, offer }),
    'decision without offer': decision({ ...mail, remedyText: 'We refund £5.00.', statusUrl: url }),
    'decision without remedy': decision({ ...mail, remedyText: null, statusUrl: url }),
    'offer-reminder': offerReminder({ ...mail, offer }),
    closing: closing({ ...mail, statusUrl: url, outcomeText: evil, acceptedOffer: evil, voucherCode: evil }),
    accepted: closing({
      ...{ ...mail, statusUrl: url, outcomeText: null, acceptedOffer: evil, voucherCode: evil },
      isAnswerToOffer: true,
    }),
    'cancellation-confirmed': cancellationConfirmed({
      ...mail,
      requestedAt: dueAt,
      answerBy: dueAt,
      statusUrl: url,
    }),
    refusal: refusal({ ...mail, receivedAt: dueAt, why: 'nothing-to-read', formUrl: url }),
    suggestion: thanks({ ...mail, kind: 'suggestion', statusUrl: url }),
    praise: thanks({ ...mail, kind: 'praise', statusUrl: url }),
    'staff-reply': staffReply({ ...mail, text: `Dear customer,\n\n${evil}\nKind regards`, statusUrl: url }),
    'staff-offer': staffOffer({ ...mail, offer, note: evil }),
    'owner-notice': ownerNotice(notice),
    'lead-notice': leadNotice({ ...notice, ownerName: evil }),
    'duty-notice': dutyNotice(notice),
    'message-notice': messageNotice(staff),
    'offer-answer': offerAnswerToOwner({ ...staff, offerTitle: evil, answer: 'decline' }),
    'team-praise': teamPraise({ ...staff, praise: evil }),
  };
}

const campaignIn = (locale: Locale) =>
  campaign({
    locale,
    firmName: 'Acme',
    timeZone: 'Europe/London',
    customerName: evil,
    signedBy: 'Acme',
    subject: 'A word from Acme',
    point: 'how are you getting on?',
    text: `${evil}\n\nTell us.`,
    action: { label: 'See it', url, validUntil: dueAt },
    imprint: 'Acme, 1 High Street',
    unsubscribeUrl: 'https://amends.example/unsubscribe/#t',
  });

const cases = (['en', 'zh-Hans'] as const).flatMap((locale) => [
  ...Object.entries(everyMail(locale)).map(([name, mail]) => ({ name, locale, mail })),
  { name: 'campaign', locale, mail: campaignIn(locale) },
]);

describe.each(cases)('$name in $locale', ({ name, locale, mail }) => {
  test('names the case and carries its link in both forms', () => {
    if (name !== 'campaign' && name !== 'refusal') {
      expect(`${mail.subject} ${mail.text}`).toContain('AM-2026-ABCDEF');
      expect(mail.html).toContain('AM-2026-ABCDEF');
    }
    expect(mail.text).toContain(url);
    expect(mail.html).toContain(`href="${url}"`);
  });

  test('says the same as text and as HTML', () => {
    const folded = (text: string) => text.replace(/\(amends\.example\)|https:\S+|[-:*]|\s/g, '');
    expect(folded(htmlToText(mail.html))).toBe(folded(mail.text));
  });

  test('fetches nothing, runs nothing, and shows names as text', () => {
    expect(mail.html).not.toMatch(/<(?:script|img|link|iframe|svg|object)\b|url\(|@import|\son\w+=/i);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('max-width:36rem');
    expect(mail.html).toContain(`lang="${locale}"`);
  });

  test('has a subject of one line', () => {
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
    expect(mail.subject.length).toBeGreaterThan(5);
  });
});

describe.each(['en', 'zh-Hans'] as const)('the answer in %s', (locale) => {
  const mail = everyMail(locale);
  const remedyPart = (text: string, end: string) => text.slice(0, text.indexOf(end));

  test('starts with what is owed', () => {
    expect(mail['decision']?.text.startsWith('We refund £5.00.')).toBe(true);
  });

  test('tells what is owed in the same bytes with and without an offer', () => {
    const end = locale === 'en' ? 'decide.' : '归您所有。';
    const withOffer = remedyPart(mail['decision']!.text, end);
    expect(withOffer.length).toBeGreaterThan(30);
    expect(remedyPart(mail['decision without offer']!.text, end)).toBe(withOffer);
    expect(remedyPart(mail['decision without offer']!.html, end)).toBe(
      remedyPart(mail['decision']!.html, end),
    );
  });

  test('names no offer where there is none', () => {
    expect(mail['decision without offer']!.text).not.toContain('A free month.');
  });
});

test('the promised date is in the first line of the acknowledgement', () => {
  expect(everyMail('en')['acknowledgement']!.text.split('\n')[0]).toContain(
    'Thursday 3 December 2026, 17:30',
  );
  expect(everyMail('zh-Hans')['acknowledgement']!.text.split('\n')[0]).toContain(
    '2026年12月3日 星期四 17:30',
  );
});

test('dates are in the firm’s zone, not the server’s', () => {
  expect(longDate(dueAt, 'Asia/Shanghai', 'en')).toBe('Friday 4 December 2026, 01:30');
  expect(longDate(dueAt, 'America/New_York', 'zh-Hans')).toBe('2026年12月3日 星期四 12:30');
});

test('a stranger without a name is not greeted as nobody', () => {
  const { text } = acknowledgement({
    locale: 'en',
    firmName: 'Acme',
    timeZone: 'UTC',
    caseNumber: 'AM-2026-ABCDEF',
    signedBy: 'Acme',
    customerName: ' ',
    answerBy: dueAt,
    statusUrl: url,
  });
  expect(text).toMatch(/^We have your message/);
});

test('a link that is no web address is a defect', () => {
  expect(() =>
    staffReply({
      locale: 'en',
      firmName: 'A',
      timeZone: 'UTC',
      caseNumber: 'x',
      signedBy: 'A',
      customerName: '',
      text: 'x',
      statusUrl: 'javascript:alert(1)',
    }),
  ).toThrow('a link must be a web address');
});

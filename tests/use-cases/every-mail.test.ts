import { describe, expect, test } from 'vitest';
import { memoryPostOffice } from '../../functions/adapters/memory/post-office.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import { mailPurposeSchema, type MailPurpose } from '../../functions/domain/case/mail-record.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { ulidOf } from '../../functions/domain/ids.ts';
import type { Locale } from '../../functions/domain/language.ts';
import { composeMail } from '../../functions/domain/mail/compose.ts';
import { htmlToText } from '../../functions/domain/mail/html-text.ts';
import { approvalsWaiting } from '../../functions/domain/mail/templates/approvals-waiting.ts';
import { pointsEnding } from '../../functions/domain/mail/templates/points-ending.ts';
import { pointsStatement } from '../../functions/domain/mail/templates/points-statement.ts';
import type { StatementInMail } from '../../functions/domain/mail/templates/points-blocks.ts';
import { balanceOf, type Posting } from '../../functions/domain/points/points.ts';
import { takenReward } from '../../functions/domain/points/reward.ts';
import { statementOf } from '../../functions/domain/points/statement.ts';
import { approvalNoticeId, parseStableMessageId } from '../../functions/domain/mail/own-marks.ts';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { sendCampaignMail, sendHandOver } from '../../functions/use-cases/mail-campaign.ts';
import { writeCaseMail } from '../../functions/use-cases/write-case-mail.ts';
import { aCase, aCustomer, aMessage, anOffer, monday } from '../support/case-builders.ts';
import { aReward } from '../support/rewards.ts';

const links = hmacLinks(() => Promise.resolve(['a key of the test house, long enough']));

const firmIn = (locale: Locale) => {
  const settings = RuntimeSettings.parse({ country: locale === 'en' ? 'GB' : 'CN' });
  return {
    settings,
    calendar: calendarOf(settings),
    publicUrl: 'https://amends.example',
    mailFrom: settings.intakeAddress,
  };
};

const isToStaff = (purpose: MailPurpose): boolean =>
  ['owner-notice', 'lead-notice', 'duty-notice', 'team-praise', 'offer-answer', 'message-notice'].includes(
    purpose,
  );

const theirMail = '<theirs@example.org>';
const ourLast = '<0100-1@eu-west-1.amazonses.com>';

/** A case on which everything has happened that a mail could tell, of a customer whose words are trouble. */
function aFullCase(locale: Locale): Case {
  return aCase(1, {
    locale,
    name: '王 "芳" <script>, Ann & Co',
    offerId: anOffer().id,
    cancellationAt: monday,
    remedy: {
      rule: 'delivery',
      kind: 'credit',
      amount: 500,
      text: { en: 'We credit you £5.00.', 'zh-Hans': '我们向您退还 5.00 英镑。' },
      grantedAt: monday,
    },
    person: {
      round: 2,
      queue: 'complaints',
      reasons: ['customer-unreachable'],
      dueAt: monday,
      acknowledgeBy: monday,
      owner: 'hana',
      level: 0,
      nextLookAt: monday,
    },
  });
}

/** The mail of a purpose as it goes out. */
async function written(purpose: MailPurpose, locale: Locale) {
  const about = aFullCase(locale);
  const firm = firmIn(locale);
  const record = {
    caseId: about.id,
    purpose,
    number: 2,
    to: isToStaff(purpose) ? 'hana@amends.localhost' : about.email,
    status: 'reserved' as const,
    reservedAt: monday,
  };
  const file = {
    case: about,
    messages: [
      aMessage(1, { mailId: theirMail }),
      aMessage(2, { number: 2, from: 'us', author: 'hana', text: 'I have looked into it.\n\nIt is paid.' }),
    ],
    facts: [],
    mails: [
      { ...record, to: about.email, purpose: 'acknowledgement' as const, number: 1, messageId: ourLast },
      record,
    ],
  };
  const deps = {
    links,
    firm,
    offers: { byId: () => Promise.resolve(anOffer(1, { catalogueId: 'apology-call' })) },
  };
  const outgoing = await writeCaseMail(deps, file, record);
  const raw = await composeMail(outgoing);
  return { about, raw, again: await writeCaseMail(deps, file, record), outgoing, mail: await parseMail(raw) };
}

/** The campaign mails, as they go out. */
async function ofCampaign(which: 'campaign' | 'campaign-hand-over', locale: Locale, made?: 'offer') {
  const postOffice = memoryPostOffice();
  const deps = { links, postOffice, clock: { now: () => monday }, firm: firmIn(locale) };
  const customer = aCustomer({ locale, name: '王芳', accountManager: 'hana' });
  const campaignId = 'cmp_00000000000000000000000001';
  if (which === 'campaign')
    await sendCampaignMail(deps, {
      campaignId,
      step: 'ask',
      texts: {
        en: { subject: 'One question', point: 'are you content?', text: 'Tell us.' },
        'zh-Hans': { subject: '一个问题', point: '您满意吗？', text: '请告诉我们。' },
      },
      customer,
      contactId: 'con_1',
      offer: made && {
        ...anOffer(1, { catalogueId: 'pause' }),
        url: 'https://amends.example/offer/#v1.x.y',
      },
      question: made
        ? undefined
        : {
            ulid: '00000000000000000000000001',
            campaignId,
            customerId: customer.id,
            step: 'ask',
            expiresAt: monday,
          },
    });
  else
    await sendHandOver(deps, {
      campaignId,
      campaignName: 'Spring',
      step: { id: 'call', do: 'hand-over', to: 'account-manager', note: 'Please call.' },
      customer,
      risk: 0.4,
    });
  const raw = new TextEncoder().encode(postOffice.posted[0]?.raw);
  return { raw, mail: await parseMail(raw) };
}

const endsAt = '2026-04-01T00:00:00.000Z';
const earned: Posting = {
  ...{ customerKey: 'cus_1', key: 'order:1', at: monday, points: 620, house: 'purchases', expiresAt: endsAt },
};
const spent = takenReward(
  aReward(),
  { customerKey: 'cus_1', key: 'reward:voucher-5@1', at: monday },
  'GBP',
  () => 'AAAA-BBBB-CCCC-DDDD',
).posting;

/** The mails about points, with the statement, as they go out. */
const aboutPoints = {
  ending: (locale: Locale, statement: StatementInMail) =>
    pointsEnding({
      ...{ locale, firmName: 'Amends <Demo>', customerName: '王芳', endsAt, points: 620, statement },
      ...{ pageUrl: 'https://amends.example/api/points/v1.x' },
      unsubscribeUrl: 'https://amends.example/unsubscribe/#v1.x',
    }),
  asked: (locale: Locale, statement: StatementInMail) =>
    pointsStatement({
      ...{ locale, firmName: 'Amends <Demo>', customerName: '王芳', statement },
      ...{ pageUrl: 'https://amends.example/api/points/v1.x' },
    }),
  spent: (locale: Locale, statement: StatementInMail) =>
    pointsStatement({
      ...{ locale, firmName: 'Amends <Demo>', customerName: '王芳', statement, spent },
      ...{ pageUrl: 'https://amends.example/api/points/v1.x' },
    }),
} as const;
type AboutPoints = keyof typeof aboutPoints;

function ofPoints(what: AboutPoints, locale: Locale) {
  const postings = what === 'spent' ? [earned, spent] : [earned];
  const account = { balance: balanceOf(postings), postings };
  const statement = statementOf(account, monday, { locale, currency: 'GBP' });
  return composeMail({
    ...aboutPoints[what](locale, statement),
    from: { name: 'Amends', address: 'complaints@amends.localhost' },
    to: { name: '王芳', address: 'fang@example.org' },
    ...{ locale, stableId: '<points.ending-2026-04.0a1b2c3d@amends.localhost>', at: monday },
    ...{ automatic: 'generated', purpose: what === 'ending' ? 'points-ending' : 'points-statement' },
    ...(what === 'ending' && { unsubscribeUrl: 'https://amends.example/api/unsubscribe/v1.x' }),
  });
}

const locales = ['en', 'zh-Hans'] as const;

test.each(locales)(
  'the notice of points that end, in %s, is a good mail that can be turned off',
  async (locale) => {
    const raw = await ofPoints('ending', locale);

    expectGoodMail(raw, await parseMail(raw), locale);
    expect(headerOf(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated');
  },
);

test.each(locales)('the notice that offers wait for a lead, in %s, is a good mail', async (locale) => {
  for (const [count, more] of [
    [1, false],
    [500, true],
  ] as const) {
    const { settings, publicUrl, mailFrom } = firmIn(locale);
    const letter = approvalsWaiting({
      ...{ locale, firmName: 'Acme', timeZone: settings.timeZone, campaignName: 'Spring', count, more },
      ...{ cost: '£12.00', firstEndsAt: monday, consoleUrl: `${publicUrl}/console/#/approvals` },
    });
    const raw = await composeMail({
      from: { name: 'Acme', address: mailFrom },
      to: { name: 'Lena', address: 'lena@amends.localhost' },
      ...letter,
      locale,
      stableId: approvalNoticeId('cmp_1', monday, 'amends.example'),
      automatic: 'generated',
      purpose: 'approvals-waiting',
      at: monday,
    });
    expectGoodMail(raw, await parseMail(raw), locale);
  }
});

test.each(locales)(
  'the statement of points, in %s, is a good mail with a way to spend them',
  async (locale) => {
    const [asked, after] = [await ofPoints('asked', locale), await ofPoints('spent', locale)];
    for (const raw of [asked, after]) {
      const mail = await parseMail(raw);
      expectGoodMail(raw, mail, locale);
      expect(mail.text).toContain('https://amends.example/api/points/v1.x');
      expect(headerOf(raw, 'List-Unsubscribe')).toBeUndefined();
    }
    const told = await parseMail(after);
    expect(told.text).toContain('AAAA-BBBB-CCCC-DDDD');
    expect(told.subject).toBe(
      locale === 'en' ? 'You spent 500 points: A voucher of £5.00' : '您使用了 500 积分：£5.00 代金券',
    );
  },
);

const ofCase = mailPurposeSchema.options.flatMap((purpose) => locales.map((locale) => ({ purpose, locale })));
const ofCampaigns = (['campaign', 'campaign-hand-over'] as const).flatMap((purpose) =>
  locales.map((locale) => ({ purpose, locale })),
);

const headerOf = (raw: Uint8Array, name: string): string | undefined =>
  new RegExp(`^${name}: *(.*(?:\\r\\n[ \\t].*)*)`, 'im')
    .exec(Buffer.from(raw).toString('latin1').split('\r\n\r\n', 1)[0] ?? '')?.[1]
    ?.replace(/\r\n[ \t]+/g, ' ')
    .trim();

/** What holds for every mail of ours. */
function expectGoodMail(raw: Uint8Array, mail: Awaited<ReturnType<typeof parseMail>>, locale: Locale) {
  expect(mail.verdict).toBe('own');
  expect(mail.warnings).toEqual([]);
  expect(headerOf(raw, 'Content-Language')).toBe(locale);
  expect(mail.subject).not.toBe('');
  const isChinese = /\p{Script=Han}/u;
  expect(isChinese.test(mail.html.replace(/[王芳]/gu, ''))).toBe(locale === 'zh-Hans');
  expect(mail.html).toContain(`lang="${locale}"`);

  const links = (all: RegExpMatchArray | null) => [...new Set(all ?? [])].sort();
  expect(links(mail.text.match(/https?:\/\/\S+/g))).toEqual(links(mail.html.match(/(?<=href=")[^"]+/g)));
  const words = (text: string) => text.replace(/\(amends\.example\)|https:\S+|[-:*]|\s/g, '');
  expect(words(htmlToText(mail.html))).toBe(words(mail.text));

  expect(mail.html).not.toMatch(
    /\b(?:src|srcset|background|poster)\s*=|url\(|@import|<(?:script|link|img)\b/i,
  );
  for (const part of [mail.subject, mail.text, mail.html])
    expect(part).not.toMatch(/\{\{|\$\{|\bundefined\b|\bNaN\b|\bnull\b|\[object|Invalid Date/);
}

describe.each(ofCase)('$purpose in $locale', ({ purpose, locale }) => {
  test('says what it is, whom it answers and where to answer, and means the same to every program', async () => {
    const { about, raw, mail, outgoing, again } = await written(purpose, locale);

    expectGoodMail(raw, mail, locale);
    expect(again).toEqual(outgoing);
    const own = `<${about.id}.${purpose}.2@amends.localhost>`;
    expect(mail.references.at(-1)).toBe(own);
    expect(parseStableMessageId(own, 'amends.localhost')).toEqual({ caseId: about.id, purpose, number: 2 });
    expect(headerOf(raw, 'List-Unsubscribe')).toBeUndefined();
    expect(headerOf(raw, 'List-Unsubscribe-Post')).toBeUndefined();

    if (isToStaff(purpose)) {
      expect(mail.references).toEqual([own]);
      expect(mail.inReplyTo).toBeNull();
      expect(mail.replyTo).toEqual([]);
      expect(`${mail.subject} ${mail.text}`).not.toContain(about.name);
    } else {
      expect(mail.inReplyTo).toBe(theirMail);
      expect(mail.references).toEqual([ourLast, theirMail, own]);
      expect(mail.to).toEqual([{ name: about.name, address: about.email }]);
      const [replyTo] = mail.replyTo;
      expect(replyTo?.address).toMatch(/^reply\+\S+@amends\.localhost$/);
      expect(await links.caseInReplyAddress(replyTo?.address ?? '')).toBe(ulidOf(about.id));
    }
  });

  test('is called automatic unless somebody wrote it', async () => {
    const { raw } = await written(purpose, locale);
    const byPerson = purpose === 'staff-reply' || purpose === 'staff-offer';
    const answers = ['acknowledgement', 'cancellation-confirmed', 'thanks'].includes(purpose);
    expect(headerOf(raw, 'Auto-Submitted')).toBe(
      byPerson ? undefined : answers ? 'auto-replied' : 'auto-generated',
    );
  });
});

describe.each(ofCampaigns)('$purpose in $locale', ({ purpose, locale }) => {
  test('is a good mail with its own id, and only marketing can be unsubscribed from', async () => {
    const { raw, mail } = await ofCampaign(purpose, locale);

    expectGoodMail(raw, mail, locale);
    expect(mail.references).toEqual([expect.stringMatching(/^<cmp_\w+\.\w+\.[^@\s]+@amends\.localhost>$/)]);
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated');
    const isMarketing = purpose === 'campaign';
    expect(headerOf(raw, 'List-Unsubscribe')).toEqual(
      isMarketing
        ? expect.stringMatching(/^<https:\/\/amends\.example\/api\/unsubscribe\/v1\.\S+>$/)
        : undefined,
    );
    expect(headerOf(raw, 'List-Unsubscribe-Post')).toBe(
      isMarketing ? 'List-Unsubscribe=One-Click' : undefined,
    );
    if (!isMarketing) expect(mail.text).not.toContain('王芳');
  });
});

test.each(locales)(
  'the offer of a campaign, in %s, says what it is and until when, and every way out',
  async (locale) => {
    const { raw, mail } = await ofCampaign('campaign', locale, 'offer');

    expectGoodMail(raw, mail, locale);
    expect(headerOf(raw, 'List-Unsubscribe')).toMatch(/^<https:/);
    expect(mail.text).toContain('https://amends.example/offer/#v1.x.y');
    expect(mail.text).toMatch(locale === 'en' ? /end your contract/ : /终止合同/);
    expect(mail.text).toMatch(locale === 'en' ? /open until/ : /有效期至/);
    expect(mail.text).toMatch(locale === 'en' ? /Unsubscribe/ : /退订/);
  },
);

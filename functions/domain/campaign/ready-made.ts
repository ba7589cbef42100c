import type { SegmentRule } from '../segment/rule.ts';
import type { CampaignDefinition, CampaignStep, CampaignText, Festival } from './definition.ts';
import { riskWords } from './words.ts';

/**
 * Campaigns to begin with, one for each occasion. Their words promise nothing that has a price: the firm puts its own words
 * in, and what is offered is what pays of its catalogue. What a campaign says, and whom it is for, is judgement.
 */
interface ReadyMade {
  readonly id: string;
  readonly definition: CampaignDefinition;
}

const DAILY = { when: 'daily', at: '06:00' } as const;
const YEAR = { afterDays: 330 } as const;
const HOLDOUT = 0.1;

const mail = (id: string, en: CampaignText, zh: CampaignText): CampaignStep => ({
  id,
  do: 'mail',
  variants: [{ name: 'a', share: 1, texts: { en, 'zh-Hans': zh } }],
});
const text = (subject: string, point: string, rest: string): CampaignText => ({ subject, point, text: rest });

const once = (
  id: string,
  name: string,
  segment: SegmentRule,
  steps: readonly CampaignStep[],
  more: Partial<CampaignDefinition> = {},
): ReadyMade => ({
  id,
  definition: {
    name,
    segment,
    trigger: DAILY,
    sendAt: '10:00',
    holdoutShare: HOLDOUT,
    mailsAtMost: 2,
    steps: [...steps],
    ...more,
  },
});

const all = (...parts: readonly SegmentRule[]): SegmentRule => ({ all: parts });
const is = (field: string, value: string | boolean): SegmentRule => ({ field, op: '=', value });

/** The scheduled one. `riskFrom` is the churn probability from which a customer is written to. */
export const riskCampaign = (riskFrom: number, holdoutShare: number): CampaignDefinition => ({
  name: 'Customers at risk',
  segment: { field: 'risk', op: '>=', value: riskFrom },
  trigger: { when: 'asked' },
  holdoutShare,
  experiment: 'risk',
  mailsAtMost: 1,
  steps: [
    {
      id: 'risk-mail',
      do: 'mail',
      variants: [{ name: 'a', share: 1, texts: { en: riskWords.en, 'zh-Hans': riskWords['zh-Hans'] } }],
    },
  ],
});

/** A question first; who is not content gets a person. */
const contentOrPerson: readonly CampaignStep[] = [
  {
    id: 'ask',
    do: 'ask',
    texts: {
      en: text(
        'One question',
        'are you content with us?',
        'One click is enough. If something is not as it should be, a person comes back to you.',
      ),
      'zh-Hans': text(
        '只问您一个问题',
        '您对我们的服务满意吗？',
        '只需点击一下。如有不满意之处，我们会有专人与您联系。',
      ),
    },
    answers: [
      { id: 'content', words: { en: 'Yes, I am content', 'zh-Hans': '满意' } },
      { id: 'not-content', words: { en: 'No, something is wrong', 'zh-Hans': '不满意' } },
    ],
    waitDays: 14,
  },
  {
    id: 'who',
    do: 'branch',
    cases: [{ answer: { step: 'ask', is: 'not-content' }, go: 'person' }],
    otherwise: 'done',
  },
  {
    id: 'person',
    do: 'hand-over',
    to: 'account-manager',
    note: 'This customer says that something is wrong. Please call.',
  },
  { id: 'done', do: 'end' },
];

const callFirst = (note: string): readonly CampaignStep[] => [
  { id: 'person', do: 'hand-over', to: 'account-manager', note },
];

/**
 * The offer that pays, drawn by the policy among those the catalogue allows to campaigns. Where none fits, and where it
 * ends unanswered, `otherwise` is done.
 */
const whatPays = (en: CampaignText, zh: CampaignText, otherwise: CampaignStep): readonly CampaignStep[] => [
  { id: 'offer', do: 'offer', choose: true, texts: { en, 'zh-Hans': zh } },
  {
    id: 'what-came',
    do: 'branch',
    cases: [
      { offer: { step: 'offer', is: 'not-made' }, go: otherwise.id },
      { offer: { step: 'offer', is: 'expired' }, go: otherwise.id },
    ],
    otherwise: 'done',
  },
  otherwise,
  { id: 'done', do: 'end' },
];

/** Looked at each day; `back` a little below `from`, so that who hovers at the line is not written to again and again. */
const crosses = (what: 'risk' | 'silence', from: number, back: number): Partial<CampaignDefinition> => ({
  trigger: { when: 'crosses', what, from, back, at: '06:00' },
  again: { afterDays: 90 },
});

const everybody: SegmentRule = { all: [] };

const festival = (which: Festival, name: string, segment: SegmentRule, en: CampaignText, zh: CampaignText) =>
  once(`festival-${which}`, name, segment, [mail('greeting', en, zh)], {
    trigger: { when: 'festival', festival: which, daysBefore: 0, at: '06:00' },
    again: YEAR,
    mailsAtMost: 1,
  });

const chinese: SegmentRule = {
  field: 'locale',
  op: 'in',
  value: ['zh', 'zh-CN', 'zh-Hans', 'zh-Hans-CN', 'zh-SG'],
};

export const readyMade: readonly ReadyMade[] = [
  once('risk', 'Risk above a threshold', { field: 'risk', op: '>=', value: 0.5 }, contentOrPerson, {
    again: { afterDays: 180 },
  }),
  once(
    'risk-rises',
    'Risk that rises over a threshold',
    everybody,
    contentOrPerson,
    crosses('risk', 0.5, 0.4),
  ),
  once(
    'gone-silent',
    'Gone silent against their own rhythm',
    everybody,
    contentOrPerson,
    crosses('silence', 3, 1.5),
  ),
  once('tier-falls', 'The tier has fallen', everybody, contentOrPerson, {
    trigger: { when: 'happens', what: 'tier-falls' },
    again: { afterDays: 180 },
  }),
  once(
    'promise-broken',
    'A promised time has passed: to the account manager',
    everybody,
    callFirst(
      'We promised this customer an answer and did not keep the time. Call, and say by when it will be done.',
    ),
    {
      trigger: { when: 'happens', what: 'promise-broken' },
      again: { afterDays: 30 },
      holdoutShare: 0,
    },
  ),
  once(
    'dedicated-service',
    'Loyal diamond customers: dedicated service',
    all(is('tier', 'diamond'), { not: is('loyalty', 'disloyal') }),
    callFirst('A diamond customer: ask how things are, and what we could do better.'),
    { again: { afterDays: 180 }, holdoutShare: 0 },
  ),
  once(
    'close-contact',
    'Loyal gold customers: close contact',
    all(is('tier', 'gold'), { not: is('loyalty', 'disloyal') }),
    contentOrPerson,
    { again: { afterDays: 180 } },
  ),
  once(
    'promotion',
    'Loyal silver and standard customers: promotion',
    all({ field: 'tier', op: 'in', value: ['silver', 'standard'] }, { not: is('loyalty', 'disloyal') }),
    [
      mail(
        'news',
        text(
          'What is new for you',
          'here is what is new this season.',
          'Have a look at what we have added for you.',
        ),
        text('为您带来新消息', '为您带来本季新内容。', '欢迎查看我们为您新增的内容。'),
      ),
      { id: 'rest', do: 'wait', days: 14 },
      {
        id: 'bought',
        do: 'branch',
        cases: [{ rule: { field: 'lastOrderOn', op: 'within-days', value: 14 }, go: 'done' }],
        otherwise: 'second',
      },
      mail(
        'second',
        text(
          'Did you see it?',
          'we thought this could be something for you.',
          'If it is not, we will not ask again.',
        ),
        text('您看到了吗？', '我们觉得这些内容也许适合您。', '如果不适合，我们不会再打扰您。'),
      ),
      { id: 'done', do: 'end' },
    ],
    { again: { afterDays: 90 } },
  ),
  once(
    'win-by-what-pays',
    'Disloyal diamond and gold customers: win them',
    all({ field: 'tier', op: 'in', value: ['diamond', 'gold'] }, is('loyalty', 'disloyal')),
    whatPays(
      text(
        'Something for you',
        'we would like you to stay, and have something for you.',
        'It is open for some days; take it or leave it, nothing else changes.',
      ),
      text(
        '为您准备的心意',
        '我们希望继续为您服务，并为您准备了一份心意。',
        '优惠在有效期内随时可选，不接受也不会有任何改变。',
      ),
      {
        id: 'person',
        do: 'hand-over',
        to: 'account-manager',
        note: 'A valuable customer who looks elsewhere: find out what would make them stay.',
      },
    ),
    { again: { afterDays: 180 } },
  ),
  once(
    'talk-first',
    'Customers who cost us money: a talk first',
    { field: 'value', op: '<', value: 0 },
    callFirst('This customer costs more than they bring. Look for our own fault first, then talk.'),
    { again: YEAR, holdoutShare: 0 },
  ),
  once(
    'new-customers',
    'Life cycle: getting to know each other',
    { field: 'lifeCycle', op: 'in', value: ['exploring', 'forming'] },
    [
      mail(
        'welcome',
        text(
          'Welcome',
          'good to have you with us.',
          'If anything is unclear, answer this mail. A person reads it.',
        ),
        text('欢迎您', '很高兴您选择我们。', '如有任何疑问，请直接回复本邮件，我们会有专人阅读。'),
      ),
    ],
  ),
  once('declining', 'Life cycle: buying less', is('lifeCycle', 'declining'), contentOrPerson, {
    again: { afterDays: 180 },
  }),
  once(
    'birthday',
    'Birthday',
    { field: 'birthday', op: 'falls-today' },
    [
      mail(
        'birthday',
        text('Happy birthday', 'all the best on your birthday.', 'We wish you a good year.'),
        text('生日快乐', '祝您生日快乐。', '愿您新的一岁一切顺利。'),
      ),
    ],
    { again: YEAR, mailsAtMost: 1 },
  ),
  once(
    'anniversary',
    'Anniversary',
    all({ field: 'since', op: 'falls-today' }, { field: 'tenureMonths', op: '>=', value: 12 }),
    [
      mail(
        'thanks',
        text(
          'Another year together',
          'thank you for another year with us.',
          'Tell us what we should do better: answer this mail.',
        ),
        text(
          '感谢您又一年的陪伴',
          '感谢您又一年选择我们。',
          '欢迎直接回复本邮件，告诉我们哪里可以做得更好。',
        ),
      ),
    ],
    { again: YEAR, mailsAtMost: 1 },
  ),
  once(
    'contract-ending',
    'Contract ending',
    { field: 'contractEndsOn', op: 'in-next-days', value: 45 },
    contentOrPerson,
    { again: { afterDays: 300 } },
  ),
  once(
    'dormant',
    'Dormant: silent against their own rhythm',
    all(
      { field: 'silenceAgainstRhythm', op: '>', value: 3 },
      { field: 'lifeCycle', op: '!=', value: 'lost' },
    ),
    contentOrPerson,
    { again: { afterDays: 180 } },
  ),
  once(
    'win-back',
    'Lost: win-back',
    all(is('lifeCycle', 'lost'), { field: 'value', op: '>', value: 0 }),
    whatPays(
      text(
        'Something to come back for',
        'you have not been with us for a while, and we would like to have you back.',
        'This is for you, if you like it.',
      ),
      text('期待您再次光临', '您有一段时间没有光顾了，我们期待您回来。', '如果您喜欢，这份心意属于您。'),
      mail(
        'miss',
        text(
          'We would like to have you back',
          'you have not been with us for a while.',
          'If we did something wrong, tell us: answer this mail. A person reads it.',
        ),
        text(
          '期待您再次光临',
          '您有一段时间没有光顾了。',
          '如果我们有做得不好的地方，请直接回复本邮件告诉我们，我们会有专人阅读。',
        ),
      ),
    ),
    { again: YEAR },
  ),
  once(
    'watch-list',
    'Key accounts on the watch list: to their manager',
    all(
      { field: 'tier', op: '>=', value: 'gold' },
      { field: 'accountManager', op: 'known' },
      {
        field: 'risk',
        op: '>=',
        value: 0.4,
      },
    ),
    callFirst('The risk of this account has risen. Please look into it before they complain.'),
    { again: { afterDays: 60 }, holdoutShare: 0 },
  ),
  festival(
    'spring-festival',
    'Spring Festival',
    chinese,
    text('Happy Spring Festival', 'all the best for the new year.', 'Thank you for being our customer.'),
    text('新春快乐', '祝您新春快乐，万事如意。', '感谢您一直以来的支持。'),
  ),
  festival(
    'mid-autumn',
    'Mid-Autumn Festival',
    chinese,
    text(
      'Happy Mid-Autumn Festival',
      'a happy Mid-Autumn Festival to you.',
      'Thank you for being our customer.',
    ),
    text('中秋快乐', '祝您中秋快乐，阖家团圆。', '感谢您一直以来的支持。'),
  ),
  festival(
    'new-year',
    'New Year',
    all(),
    text('Happy New Year', 'a happy New Year to you.', 'Thank you for being our customer.'),
    text('新年快乐', '祝您新年快乐。', '感谢您一直以来的支持。'),
  ),
];

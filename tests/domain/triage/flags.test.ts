import { describe, expect, test } from 'vitest';
import { findFlags } from '../../../functions/domain/triage/flags.ts';
import type { Flag } from '../../../functions/domain/triage/judgement.ts';
import { read } from '../../../functions/domain/triage/reading.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

const flagsOf = (text: string) => triage({ text }).flags;

/** For each flag: sentences that raise it, and sentences that only look as if they did. */
const rules: Record<Flag, { raises: readonly string[]; spares: readonly string[] }> = {
  safety: {
    raises: [
      'The power bank exploded in my bag.',
      'Isn’t this dangerous?',
      'It is not only dangerous but also ugly.',
      'I have not used this dangerous heater since.',
      'Your agent told me "this is not a safety issue". I disagree.',
      '插座冒烟了',
      '差点起火',
      '难道这不危险吗？',
      '熱水燙傷了孩子',
    ],
    spares: [
      'This is not a safety issue, the lid is loose.',
      'There were no injuries.',
      'Nobody was hurt.',
      'My Fire TV stick does not turn on.',
      'The call cut me off twice.',
      '没有人受伤',
      '这不是安全问题',
      '没有起火',
      '等得急死人了',
      '这家店很火爆',
    ],
  },
  'legal-threat': {
    raises: [
      "See you in court, and thank you so much for your 'help'.",
      'I will sue you',
      "I won't sue if you pay me back today.",
      'Why should I not sue you?',
      "Don't make me get my attorney involved.",
      'I do not want to go to court, but I will.',
      '不得不起诉',
      '我不想打官司，但是你们逼我的',
      '不退款就法院见',
      '我要告你們',
    ],
    spares: [
      'I am not going to sue.',
      'I have no intention of taking legal action.',
      'Kind regards, Sue',
      'I live next to the tennis court.',
      'My order is about an issue with size.',
      '我不会起诉',
      '不打算起诉你们',
      '请告诉我订单号',
      '我看到广告',
    ],
  },
  regulator: {
    raises: [
      'I have opened a case with the financial ombudsman.',
      'Ofgem will hear about this',
      'I have complained to the Information Commissioner.',
      '我去12315投诉',
      '向金管局舉報',
      '我会打市长热线',
    ],
    spares: [
      'The voltage regulator is broken.',
      'Your website says "contact the ombudsman if we do not reply".',
      '我用工商银行付款',
      '包裹卡在海关',
    ],
  },
  media: {
    raises: [
      'I will go to the newspapers.',
      'Everyone on Twitter will know, I am posting this on Twitter.',
      'I will make this go viral',
      '我要找媒体曝光',
      '发到抖音上让大家评评理',
      '我會爆料給記者',
    ],
    spares: [
      'I saw your advert on Facebook.',
      'Press the button and nothing happens.',
      'My Google account is not linked.',
      '在抖音上看到你们的产品',
      '我在网上买的手机',
    ],
  },
  vulnerable: {
    raises: [
      'My husband is blind and relies on your service.',
      'She is 91 years old.',
      'I feel suicidal because of these letters.',
      'I have no money for food after your charge.',
      '我妈妈今年82岁，一个人住',
      '我是聋哑人，没法打电话',
      '家裡有嬰兒，沒有熱水',
      '我要化疗，不能等',
    ],
    spares: [
      'My plea fell on deaf ears.',
      'You disabled my account.',
      'The blind spot sensor is faulty.',
      'My phone died.',
      '系统崩溃了',
      '外婆家菜馆的菜凉了',
    ],
  },
  discrimination: {
    raises: [
      'He used a racial slur.',
      'They would not let me in because of my hijab.',
      'I was treated differently because I am deaf.',
      '你们歧视农村人',
      '因为我是女的就敷衍我',
    ],
    spares: [
      'The colour choice is poor.',
      'I write without prejudice.',
      '性别填错了，请帮我修改',
      '口音识别不准',
    ],
  },
  'data-breach': {
    raises: [
      'Someone logged into my account and changed my email.',
      'You shared my phone number with the seller, who now threatens me.',
      'There has been a data breach',
      "I can see someone else's orders in my app.",
      '你们把我的电话给了别人',
      '身份证信息被泄露',
      '我的卡被盗刷',
    ],
    spares: [
      'There was no data breach.',
      'I gave your agent my details twice.',
      'I lost my password.',
      '水管泄漏，水流了一地',
      '忘记密码了',
    ],
  },
};

describe.each(Object.entries(rules))('flag %s', (flag, { raises, spares }) => {
  test.each(raises)('is raised by: %s', (text) => {
    expect(flagsOf(text)).toContain(flag);
  });

  test.each(spares)('is not raised by: %s', (text) => {
    expect(flagsOf(text)).not.toContain(flag);
  });
});

test('one text may raise several flags, each with the words that raised it', () => {
  const { flags, reasons } = triage({
    text: 'The heater burned my grandmother, who is 90 years old. My lawyer and the BBC know. 我也会向12315投诉。',
  });
  expect(flags).toEqual(['safety', 'legal-threat', 'regulator', 'media', 'vulnerable']);
  expect(reasons.filter(({ about }) => about === 'flag').map(({ quote }) => quote)).toContain('12315');
});

test('flags are looked for in a language we do not read, as far as its words are known', () => {
  const judgement = triage({ text: 'Le chargeur explose, je contacte mon avocat. Ombudsman!' });
  expect(judgement.language).toBe('und');
  expect(judgement.flags).toContain('regulator');
});

describe('what a text only reads like', () => {
  const raised = (text: string, chances: readonly (readonly [Flag, number])[]) =>
    findFlags(read(text), 'en', new Map(chances)).flags;

  test('is raised where nothing else is', () => {
    expect(raised('They know my street now.', [['data-breach', 0.6]])).toEqual(['data-breach']);
  });

  test('wants more beside a flag that words have raised', () => {
    const text = 'The power bank exploded, and they know my street now.';
    expect(raised(text, [['data-breach', 0.6]])).toEqual(['safety']);
    expect(raised(text, [['data-breach', 0.9]])).toEqual(['safety', 'data-breach']);
  });

  test('wants more beside one that it reads like more', () => {
    const chances = [
      ['vulnerable', 0.7],
      ['data-breach', 0.6],
    ] as const;
    expect(raised('They know my street now.', chances)).toEqual(['vulnerable']);
  });

  test('of a mere word wants as much where the text names a trade by another', () => {
    const text = 'I am a court reporter and this keyboard squeaks. The judge looked at me.';
    expect(raised(text, [['legal-threat', 0.3]])).toEqual([]);
    expect(raised('The judge looked at me.', [['legal-threat', 0.3]])).toEqual(['legal-threat']);
  });
});

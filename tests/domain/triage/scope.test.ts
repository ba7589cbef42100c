import { describe, expect, test } from 'vitest';
import type { Flag } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

/** What the words are about, a text that only speaks of the matter, and one that means it in like words. */
const cases: readonly (readonly [Flag, string, string, string])[] = [
  [
    'regulator',
    'an intention that is denied',
    'I have no intention of going to the ombudsman over £6.',
    'I have every intention of going to the ombudsman.',
  ],
  [
    'legal-threat',
    'a threat that is denied',
    'I am not the type to sue.',
    'Not only will I sue, I will win.',
  ],
  [
    'legal-threat',
    'what is not wanted, and yet will be',
    "I don't want to go to court over a mug.",
    "I don't want to go to court but I will.",
  ],
  ['legal-threat', 'a denial of a denial', 'I am not going to sue you.', 'Do not think I will not sue you.'],
  [
    'regulator',
    'a case that is closed',
    'The ombudsman closed my old case last year and I accepted the outcome. This is about my address.',
    'The ombudsman closed my old case last year and you still have not paid, so I am going back to the ombudsman.',
  ],
  [
    'regulator',
    'a complaint that is withdrawn',
    'I took back my complaint at trading standards, all good now.',
    'I took my complaint to trading standards.',
  ],
  [
    'data-breach',
    'the leak of another firm',
    'My old bank leaked my data, so I joined you. How do I set up a pot?',
    'You leaked my data to my old bank.',
  ],
  [
    'safety',
    'the kettle of another shop',
    'Another shop sold me an exploding kettle, so glad I switched.',
    'You sold me an exploding kettle, another shop warned me.',
  ],
  [
    'legal-threat',
    'the quarrel of a neighbour',
    'My neighbour is suing his builder, nothing to do with you.',
    'My neighbour is suing you and so am I.',
  ],
  [
    'discrimination',
    'a code that is quoted',
    'Your code of conduct says "we do not tolerate discrimination". Do you tolerate late parcels?',
    'Your receptionist said "we do not rent to people like you" and looked at my hijab.',
  ],
  [
    'legal-threat',
    'where somebody works',
    "I work at a solicitors' office and the toner is for a different printer.",
    'I work at a bakery and my solicitor will sue you.',
  ],
  [
    'safety',
    'a figure of speech',
    'This app is dangerous for my wallet.',
    'This app sent us onto a dangerous road.',
  ],
  ['media', '没有打算曝光', '我不会去网上曝光你们，只想换尺码。', '别以为我不会去网上曝光你们。'],
  ['legal-threat', '不想，但是会', '唔想搞上法庭，換返條線就得。', '我不想起诉，但你们逼我起诉。'],
  [
    'regulator',
    '早已解决',
    '去年工信部那个投诉早就解决了，这次只想改套餐。',
    '工信部那个投诉还没解决，我又去投诉了。',
  ],
  ['safety', '别家的事', '别家的充电宝炸过，所以换你们的。', '你们的充电宝炸了，别家都没事。'],
  ['legal-threat', '与你们无关', '隔壁店被顾客起诉了，跟你们没关系。', '我已经起诉你们了。'],
  [
    'legal-threat',
    '在那里上班',
    '我在律师事务所上班，墨盒型号发错了。',
    '我在律师事务所签了委托，准备起诉你们。',
  ],
  [
    'legal-threat',
    'the quarrel of a brother',
    'My brother sued his landlord, not you. Can you send the contract again?',
    'My brother sued you and I will do the same.',
  ],
  [
    'data-breach',
    'a leak that is only supposed',
    "If my details were ever leaked I'd be furious, but for now I only want another slot.",
    'If you ask me, my details were leaked by you.',
  ],
  [
    'safety',
    'boredom',
    'I nearly died of boredom in your queue.',
    'I nearly died of smoke in your hotel room.',
  ],
  [
    'legal-threat',
    'a trade',
    "I'm a court reporter and this keyboard squeaks.",
    "I'm a court reporter, and you will meet me in court: the claim is filed.",
  ],
  [
    'regulator',
    'a complaint that nobody wants to make',
    "We don't want to make a complaint to Ofcom, it's only the telly.",
    "We don't want to make a complaint to Ofcom, but we will on Friday.",
  ],
  ['legal-threat', '气话', '上次说找律师是气话，退款到了，谢谢。', '找律师不是气话，委托书都签了。'],
  ['media', '玩笑', '发抖音曝光是开玩笑的，我一共十一个粉。', '别以为发抖音曝光是开玩笑，视频已经剪好了。'],
  ['safety', '虚惊', '以为漏煤气，原来是榴莲，不用派人来了。', '以为是榴莲，原来是漏煤气，人都熏晕了。'],
  ['regulator', '撤了的单', '12315的单我撤了，已解决。', '12315的单我不会撤，等他们来查你们。'],
  ['legal-threat', '告的是别人', '起诉我前房东那事赢了，再来你家买一单。', '我要起诉你们，跟我前房东一样。'],
  ['data-breach', '不是你们', '不是你们泄露的，我自己改一下密码。', '就是你们把我的信息泄露出去的。'],
  ['vulnerable', '号码不是年纪', '我七十七号，前面还有六十三位。', '我七十七岁，走不动了。'],
  ['safety', '夸张', '我是瞎了眼才买你家沙发。', '你家沙发弹簧弹出来，差点把我眼睛弄瞎了。'],
];

describe.each(cases)('%s: %s', (flag, _about, mentions, means) => {
  test('is not raised by what only speaks of it', () => {
    expect(triage({ text: mentions }).flags).not.toContain(flag);
  });
  test('is raised by what means it', () => {
    expect(triage({ text: means }).flags).toContain(flag);
  });
});

test('I never threaten, I act: a threat in other words is heard', () => {
  expect(triage({ text: 'I never threaten, I act. The claim goes to court on Monday.' }).flags).toContain(
    'legal-threat',
  );
});

/** What nobody would call a flag, in the words of every day. */
test.each([
  'I was quoted $310 for the repair and billed $565. No one called me about extra work.',
  'I cancelled in the trial period and you charged me £79.99 anyway.',
  'Manager was rude and rolled his eyes, I just asked for a bag.',
  'Your survey pops up on every page and covers the pay button on my phone.',
  'You sent my final bill to my old address, then a late fee. Please take it off.',
  "I'd like a line by line breakdown of my premium.",
  '高铁盒饭米是夹生的，菜就三片青菜。',
  '网课说直播，结果放的是前年的录像',
  '扫地机器人天天卡在窗帘底下，升级以后更笨了。',
  '试用期内取消了还是扣了我九十八块。',
  '客服態度敷衍，講兩句就把電話掛了，我話都還沒說完。',
])('a plain complaint bears no flag: %s', (text) => {
  expect(triage({ text }).flags).toEqual([]);
});

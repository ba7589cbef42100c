import { describe, expect, test } from 'vitest';
import { LOW_CONFIDENCE } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

const judge = (text: string) => triage({ text });

describe('late, lost and broken in other matters is left to a person', () => {
  test.each([
    'Our flight was 6 hours late. I want the compensation under EU261.',
    'Suitcase never arrived in Lisbon. It is now day six.',
    'My suitcase arrived with a broken wheel and the handle torn off',
    'My e-ticket was never received and at the airport they made me buy another',
    'The train was two hours late and I missed the last bus.',
    'My replacement card has not arrived, it was supposed to come ten days ago',
    'International transfer of 6,400 has still not arrived at the beneficiary bank',
    'Your app keeps crashing when I try to pay a bill.',
    'Your website is broken, I cannot place an order',
    'My bill arrived late again and now you charge me a late fee.',
    'I have been waiting for your reply about my order refund for three weeks',
    'My texts are arriving late and some were delivered to another person',
    'My return parcel was lost by your courier and you refuse to pay',
    'I sent the parcel back to you and it never arrived, you say. Tracking says delivered.',
    'The wedding flowers came a day late, the wedding was over.',
    'Your technician broke our front door',
    'Our coach broke down and we arrived four hours late to the theatre.',
    'The apartment had no hot water for three days and the host did not answer.',
    'Boxes were delivered to the wrong floor, and the movers came a day late.',
    'Your chat robot keeps disconnecting me.',
    'The contactless on my card stopped working in Italy.',
    '大巴半路抛锚，我们晚到了四个小时',
    '转账三天了对方还没收到',
    '信用卡新卡寄了两周还没到。',
    '新信用卡寄了兩個禮拜還沒收到',
    '行李箱到了，轮子断了一个，拉杆也坏了。',
    '送冰箱的把我家大门刮坏了',
    '我寄回去的退货你们说没收到，物流显示已签收',
  ])('%s', (text) => {
    const { kind, confidence } = judge(text);
    expect(kind).toBe('complaint');
    expect(confidence).toBeLessThan(LOW_CONFIDENCE);
  });
});

describe('a parcel stays a parcel', () => {
  test.each([
    'My order was delivered late, I paid for it by credit card on Monday.',
    'I got an email that my parcel is delayed again, please deliver it.',
    'The washing machine door broke after two weeks.',
    'My bag arrived damaged.',
    'My shoes were due on Thursday and have not arrived.',
    'The drill stopped working after ten minutes.',
    'No dial tone since the weekend.',
    '快递一直没到，已经三天了',
    '手机用了三天就坏了',
  ])('%s', (text) => {
    expect(judge(text).confidence).toBeGreaterThanOrEqual(LOW_CONFIDENCE);
  });
});

test('who thanks for a scam that was stopped has no broken product', () => {
  const { category } = judge(
    'Thank you to Priya, she stopped a scam in minutes. Very impressed with your service.',
  );
  expect(category).not.toBe('product.defective');
});

test.each([
  'Oh brilliant, another evening of watching the little circle spin. Well done, superb network you have there.',
  'Oh great, well done, another week without internet.',
])('bitter praise is no praise: %s', (text) => {
  expect(judge(text).kind).toBe('complaint');
});

test.each([
  ['I do not want a replacement, I want my money back. The blender broke after a week.', 'refund'],
  ['我只想退款，不要换货！', 'refund'],
])('what is refused is not asked for: %s', (text, ask) => {
  expect(judge(text).ask).toBe(ask);
});

test.each([
  ['再不处理我就从你们楼上跳下去', 'vulnerable'],
  ['i dont see the point anymore, i just want it all to end', 'vulnerable'],
  ['missing part means the bunk bed fell and my son broke his wrist', 'safety'],
  ['my son ate the magnet from the toy', 'safety'],
  ['The hotel room had bed bugs, my daughter is covered in bites', 'safety'],
  ['My medicine parcel is lost', 'safety'],
  ['Driver of the transfer was drunk', 'safety'],
  ['You people will regret this. I know where your office is.', 'safety'],
  ['Tour guide touched my girlfriend.', 'safety'],
  ['Delivery late again and the driver called me a dirty immigrant', 'discrimination'],
  ['You refused me an account because I am Iranian', 'discrimination'],
] as const)('%s: %s', (text, flag) => {
  expect(judge(text).flags).toContain(flag);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgementSchema, LOW_CONFIDENCE } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

const judge = (text: string) => triage({ text });

describe('language', () => {
  test.each([
    ['en', 'My order has not arrived and nobody answers.'],
    ['en', 'refund please'],
    ['en', 'My Xiaomi 小米 phone does not charge any more, and the shop will not help me.'],
    ['zh-Hans', '我的订单还没有到，没有人回复。'],
    ['zh-Hans', '我的 iPhone 15 Pro Max 屏幕坏了，Apple Care 不给修'],
    ['zh-Hant', '我的訂單還沒有到，沒有人回覆。'],
    ['zh-Hant', '點解仲未收到貨㗎，等咗成個月'],
    ['und', "Bonjour, je n'ai pas reçu mon colis et je suis très mécontent."],
    ['und', 'Ich habe mein Paket nicht erhalten und bin sehr unzufrieden.'],
    ['und', 'El paquete no ha llegado y nadie me contesta por teléfono.'],
    ['und', '商品がまだ届きません。返金してください。'],
    ['und', '주문한 상품이 아직 도착하지 않았습니다'],
    ['und', 'Мой заказ не пришёл'],
    ['und', '12345'],
    ['und', ''],
  ])('%s: %s', (language, text) => {
    expect(judge(text).language).toBe(language);
  });

  test('traditional and simplified Chinese are judged alike', () => {
    const { language: _hans, reasons: _a, ...simplified } = judge('你们的员工态度很差，我要求退款');
    const { language: _hant, reasons: _b, ...traditional } = judge('你們的員工態度很差，我要求退款');
    expect(traditional).toEqual(simplified);
  });
});

describe('kind', () => {
  test.each([
    ['suggestion', '建议你们增加微信支付。'],
    ['suggestion', '增加微信支付就好了'],
    ['spam', '加微信领红包'],
  ])('%s: %s', (kind, text) => {
    expect(judge(text).kind).toBe(kind);
  });

  test('a threat to cancel is a complaint, a request to cancel is a cancellation', () => {
    expect(judge('If you do not fix this I will cancel my contract.').kind).toBe('complaint');
    expect(judge('I would like to cancel my contract.').kind).toBe('cancellation');
    expect(judge('再不修好我就解约').kind).toBe('complaint');
    expect(judge('我要解约').kind).toBe('cancellation');
  });

  test('asking how to cancel cancels nothing', () => {
    expect(judge('How do I cancel my subscription?')).toMatchObject({
      kind: 'enquiry',
      category: 'contract.cancellation',
    });
  });

  test('who does not want to cancel does not cancel', () => {
    expect(judge('I do not want to cancel my contract.').kind).not.toBe('cancellation');
  });

  test('a question with a grievance is a complaint', () => {
    expect(judge('The charger stopped working after a week, what will you do about it?').kind).toBe(
      'complaint',
    );
    expect(judge('Do you sell chargers for this phone?').kind).toBe('enquiry');
  });

  test('praise that ends in a grievance is a complaint', () => {
    expect(judge('Great phone, lovely colour, but the screen cracked after two days.').kind).toBe(
      'complaint',
    );
  });

  test.each([
    'I took out a payday loan with you and the interest rate is wrong.',
    'My bitcoin wallet was charged twice by your platform.',
    'Your SEO services did nothing for my website and I want my money back.',
    'I won your prize draw and the voucher does not work.',
    '我在你们银行贷款，利息多收了',
    '客服让我加微信咨询，结果没人回复，投诉！',
    '我收到你们的中奖短信，点击链接以后被扣款',
  ])('a customer is never called spam: %s', (text) => {
    expect(judge(text).kind).not.toBe('spam');
  });
});

describe('severity', () => {
  const why = (text: string) =>
    judge(text).reasons.flatMap(({ about, code }) => (about === 'severity' ? [code] : []));

  test.each([
    'My new kettle arrived broken, please refund me.',
    '收到的衣服尺寸错了，我要退货退款。',
    '订单超时没送到，我取消了，请退款。',
  ])('nobody is called furious for telling what happened: %s', (text) => {
    expect(why(text)).not.toContain('severity.furious');
  });

  test.each([
    'You people are thieves. I have never been so disgusted. Shame on you!',
    '宽带断了没人管，垃圾公司，骗子！',
    '網路又斷線，太離譜了！',
  ])('who writes in anger is heard: %s', (text) => {
    expect(why(text)).toContain('severity.furious');
  });

  test.each([
    ['months that were charged are no waiting', 'You charged me for two months I did not use.', false],
    ['', '多扣了我两个月的费用，请退回来。', false],
    ['weeks without a parcel are', 'I have waited three weeks for my parcel.', true],
    ['', '等了两个月还没修好。', true],
  ])('%s: %s', (_, text, waited) => {
    expect(why(text).includes('severity.long-wait')).toBe(waited);
  });

  test('harm to a person is critical, whatever the tone', () => {
    expect(judge('Thank you, lovely lamp, but it gave my son an electric shock.').severity).toBe(4);
  });

  test('without a flag no anger makes a case critical', () => {
    const { severity, flags } = judge(
      'Disgusting, appalling, the worst company ever! I called ten times in three months and lost a week over your broken phone!!!',
    );
    expect(flags).toEqual([]);
    expect(severity).toBe(3);
  });

  test('severity grows with the third time and the long wait, and says so', () => {
    const once = judge('My parcel is late.');
    const again = judge('My parcel is late, for the third time, and I have been waiting for two months.');
    expect(again.severity).toBeGreaterThan(once.severity);
    expect(again.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['severity.repeat-contact', 'severity.long-wait']),
    );
  });

  test('questions, praise and spam stay at the bottom', () => {
    expect(judge('When do you open on Monday?').severity).toBe(1);
    expect(judge('Wonderful service, thank you so much!').severity).toBe(1);
  });
});

describe('cause', () => {
  test.each([
    ['service.appointment', 'The technician never turned up.'],
    ['service.appointment', 'The engineer never showed up and I took a day off.'],
    ['delivery.lost', 'My parcel never turned up.'],
    ['product.wrong-item', '收到的衣服尺寸错了，我要退货。'],
  ])('%s: %s', (category, text) => {
    expect(judge(text).category).toBe(category);
  });
});

describe('a text of two hundred thousand characters', () => {
  test.each([
    'The parcel never came. ',
    '快递一直没有送到。',
    'I do not want to cancel my contract. ',
    'not ',
  ])('is read as fast as many short ones: %s', (sentence) => {
    const text = sentence.repeat(Math.ceil(200_000 / sentence.length));
    expect(judge(text).category).toBe(judge(sentence).category);
  });
});

describe('sentiment', () => {
  test.each([
    ['The service was excellent.', 'The service was not excellent.'],
    ['Good food.', 'Bad food.'],
    ['很好吃，送得快', '不好吃，送得慢'],
    ['Thank you for everything!', 'Thank you for nothing!'],
  ])('"%s" is happier than "%s"', (happy, unhappy) => {
    expect(judge(happy).sentiment).toBeGreaterThan(0);
    expect(judge(unhappy).sentiment).toBeLessThan(0);
  });

  test('a polite closing is no feeling', () => {
    expect(judge('My phone is broken.').sentiment).toBeCloseTo(
      judge('Good morning. My phone is broken. Thanks in advance.').sentiment,
      1,
    );
  });
});

describe('what the customer asks for', () => {
  test.each([
    ['I demand a full refund.', 'refund'],
    ['Please send me a replacement.', 'replacement'],
    ['I expect compensation for the lost day.', 'compensation'],
    ['Please call me back on Monday.', 'callback'],
    ['I want an apology.', 'apology'],
    ['Please send an engineer.', 'repair'],
    ['I want to cancel my contract.', 'cancellation'],
    ['The soup was cold.', 'none'],
    ['请给我退款', 'refund'],
    ['要求赔偿我的损失', 'compensation'],
    ['麻烦给我换一台新的', 'replacement'],
    ['你们必须道歉', 'apology'],
  ])('%s → %s', (text, ask) => {
    expect(judge(text).ask).toBe(ask);
  });
});

describe('confidence', () => {
  test.each([
    '',
    'bad',
    '?',
    'asdf qwer zxcv',
    'Bonjour, mon colis est en retard',
    '嗯',
    'I am writing about the matter.',
  ])('is low, so that a person looks at: "%s"', (text) => {
    expect(judge(text).confidence).toBeLessThan(LOW_CONFIDENCE);
  });

  test.each([
    'My parcel still has not arrived.',
    '快递还没收到',
    'I want to cancel my contract.',
    'I was charged twice.',
  ])('is high enough to go on alone: %s', (text) => {
    expect(judge(text).confidence).toBeGreaterThanOrEqual(LOW_CONFIDENCE);
  });

  test('falls when causes compete', () => {
    expect(
      judge('My parcel is late, and your agent was rude, and I was charged twice.').confidence,
    ).toBeLessThan(judge('My parcel is late.').confidence);
  });
});

describe('what is read', () => {
  test('the subject counts as well as the text', () => {
    expect(triage({ subject: 'Charger caught fire', text: 'See photo.' }).flags).toContain('safety');
  });

  test('the mail that is answered does not', () => {
    const text =
      'Thanks, all good now.\n\nOn 3 May 2026, Amends wrote:\n> If it is a safety issue, call a lawyer.';
    expect(judge(text).flags).toEqual([]);
  });

  test('a forwarded grievance without own words is read whole', () => {
    expect(judge('> The charger caught fire.').flags).toEqual(['safety']);
  });

  test('words broken over two lines are still found', () => {
    expect(judge('The charger caught\nfire yesterday.').flags).toEqual(['safety']);
  });

  test('any text at all gets a valid judgement, the same each time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ maxLength: 60 }),
        (text, subject) => {
          const judgement = triage({ subject, text });
          expect(judgementSchema.safeParse(judgement).success).toBe(true);
          expect(triage({ subject, text })).toEqual(judgement);
        },
      ),
    );
  });

  test('a text of twenty thousand characters is judged', () => {
    expect(judge('My parcel is late and my refund is missing. '.repeat(450)).category).toMatch(
      /delivery|billing/,
    );
  });
});

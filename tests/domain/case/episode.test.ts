import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneEpisode, type Complaint } from '../../../functions/domain/case/episode.ts';

const form: Complaint = {
  subject: 'Parcel two weeks late',
  text: 'My parcel arrived two weeks late and nobody told me anything. I am very annoyed.',
  orderRef: '2026-1187',
};

test.each<[string, Complaint, string | undefined]>([
  ['the same words by mail', { subject: 'Late parcel', text: `Hello, ${form.text}` }, 'same-words'],
  [
    'the order of the form named in a mail',
    { subject: 'Order 20261187', text: 'Where is it?' },
    'same-order',
  ],
  ['another order of the same shop', { subject: 'Order 2026-1188', text: 'Where is it?' }, undefined],
  [
    'another matter',
    { subject: 'Broken kettle', text: 'The kettle that I bought last week leaks at the handle.' },
    undefined,
  ],
  [
    'another late parcel in other words',
    {
      subject: 'Delivery',
      text: 'The lamp came late again, on Friday, and the box was open. Please look into it.',
    },
    undefined,
  ],
  ['two words alike', { subject: 'Late', text: 'Parcel late' }, undefined],
])('%s', (_, other, why) => {
  expect(oneEpisode(form, other)?.why).toBe(why);
});

test('words of scripts without spaces count as well', () => {
  const one = { subject: '包裹迟到', text: '我的包裹晚了两个星期才到,没有人告诉我任何消息,我非常生气。' };
  const other = { subject: '包裹', text: '我的包裹晚了两个星期才到,没有人告诉我任何消息。请处理。' };
  expect(oneEpisode(one, other)?.why).toBe('same-words');
  expect(
    oneEpisode(one, { subject: '水壶', text: '上周买的水壶把手漏水,请尽快帮我更换一个新的。' }),
  ).toBeUndefined();
});

test('of two complaints it does not matter which came first, and the evidence quotes nobody', () => {
  const complaint = fc.record({
    subject: fc.string(),
    text: fc.string(),
    orderRef: fc.option(fc.string(), { nil: undefined }),
  });
  fc.assert(
    fc.property(complaint, complaint, (one, other) => {
      const found = oneEpisode(one, other);
      expect(oneEpisode(other, one)).toEqual(found);
      expect(found?.evidence ?? '').toMatch(
        /^(?:|Both name the same order\.|\d+ % of their words are the same\.)$/,
      );
    }),
  );
});

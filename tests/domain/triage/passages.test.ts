import { describe, expect, test } from 'vitest';
import english from '../../../functions/domain/triage/lexicon/families-en.json' with { type: 'json' };
import chinese from '../../../functions/domain/triage/lexicon/families-zh.json' with { type: 'json' };
import { passagesOf } from '../../../functions/domain/triage/passages.ts';
import { read } from '../../../functions/domain/triage/reading.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

const heard = (text: string) => passagesOf(read(text), text);

describe('what the net of flags hears', () => {
  test('a short text as it is, with the families of its words', () => {
    const [only = '', ...others] = heard('The bailiff hurt my ankle.');
    expect(others).toEqual([]);
    expect(only).toContain('The bailiff hurt my ankle.');
    expect(only).toMatch(/zqxbody.*zqxinjury.*zqxlawperson/);
  });

  test('no family inside a longer word: a group of mothers is no old mother', () => {
    expect(heard('妈妈群里')[0]).not.toContain('zqxelder');
    expect(heard('妈妈说')[0]).toContain('zqxelder');
  });

  test('a long text three sentences at a time, and every sentence of it', () => {
    const numbers = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'];
    const passages = heard(numbers.map((number) => `${number} came late.`).join(' '));
    expect(passages).toHaveLength(3);
    for (const number of numbers)
      expect(passages.some((passage) => passage.toLowerCase().includes(number.toLowerCase()))).toBe(true);
  });

  test('the net of flags hears the same families in both languages', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
  });
});

describe('a flag in the middle of a long complaint', () => {
  const before = 'I ordered a lamp in May. It came in June. The shade was too small. You sent another one.';
  const after = 'That one was blue. I had asked for white. Please send me the right one. Thank you.';

  test.each([
    ['safety', 'When I plugged it in, the cable melted and burned my hand.'],
    ['discrimination', 'Your clerk would not serve me because of my headscarf.'],
    ['data-breach', 'In the box I found the address and the bank details of another customer.'],
  ])('is heard: %s', (flag, sentence) => {
    expect(triage({ text: `${before} ${sentence} ${after}` }).flags).toEqual([flag]);
    expect(triage({ text: `${before} ${after}` }).flags).toEqual([]);
  });
});

describe('a word that may mean something else', () => {
  test.each([
    [
      'Our lawyer will sue you over this.',
      'My lawyer bought the same lamp and it was late as well.',
      'legal-threat',
    ],
    [
      'I use a wheelchair and there is no ramp.',
      'The wheelchair ramp for my van arrived scratched.',
      'vulnerable',
    ],
    [
      'I have complained to Ofcom about you.',
      "Ofcom's speed checker shows 38, you promised 60.",
      'regulator',
    ],
    ['我要找记者曝光你们', '我是记者，三脚架要开发票', 'media'],
  ])('is a flag where the text means it: %s', (means, mentions, flag) => {
    expect(triage({ text: means }).flags).toContain(flag);
    expect(triage({ text: mentions }).flags).not.toContain(flag);
  });

  test('counts in a language the net has not learned', () => {
    expect(triage({ text: 'Ich gehe zum Ombudsman, das ist sicher.' }).flags).toContain('regulator');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTextModel } from '../../../functions/domain/text/model.ts';
import {
  NothingToLearn,
  trainTextModel,
  type TextRow,
} from '../../../functions/domain/text/learning/train.ts';

const subjects = ['router', 'parcel', 'invoice', 'driver', 'shop', 'phone', 'order', 'line'];
const bad = ['broken', 'late', 'wrong', 'rude', 'useless'];
const good = ['excellent', 'quick', 'friendly', 'perfect', 'lovely'];

/** Two moods that a reader tells apart at once, in both languages. */
const moods: TextRow[] = [
  ...subjects.flatMap((subject) => [
    ...bad.map((word) => ({ text: `The ${subject} was ${word}.`, label: 'bad' })),
    ...good.map((word) => ({ text: `The ${subject} was ${word}!`, label: 'good' })),
  ]),
  ...['快递', '网络', '客服', '商品'].flatMap((subject) => [
    ...['太差了', '坏了', '很慢', '骗人'].map((word) => ({ text: `${subject}${word}。`, label: 'bad' })),
    ...['很好', '不错', '很快', '满意'].map((word) => ({ text: `${subject}${word}。`, label: 'good' })),
  ]),
];

const { artifact, heldOut } = trainTextModel(moods, { seed: 1 });
const model = loadTextModel(JSON.parse(JSON.stringify(artifact)));

describe('a text classifier', () => {
  test('tells moods apart in texts it has not seen, and says how well', () => {
    expect(artifact.quality.accuracy).toBeGreaterThan(0.85);
    expect(heldOut).toHaveLength(moods.length);
    expect(model.classify('the tablet was broken and useless')).toMatchObject({ label: 'bad' });
    expect(model.classify('客服很好，满意')).toMatchObject({ label: 'good' });
  });

  test('reads traditional characters, capitals and full-width letters as it learned the plain ones', () => {
    expect(model.classify('網絡壞了').label).toBe(model.classify('网络坏了').label);
    expect(model.classify('THE ＲＯＵＴＥＲ WAS BROKEN').confidence).toBe(
      model.classify('the router was broken').confidence,
    );
  });

  test('is less sure of what it does not know', () => {
    expect(model.classify('zzz').confidence).toBeLessThan(model.classify('broken, useless, rude').confidence);
  });

  test('is the same model, whatever the order of the labels in the file', () => {
    const again = trainTextModel(moods, { seed: 1 });
    expect(JSON.stringify(again.artifact)).toBe(JSON.stringify(artifact));
  });

  test('gives chances that add up to one for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const chances = model.probabilities(text);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9);
        const { label, confidence } = model.classify(text);
        expect(model.labels).toContain(label);
        expect(confidence).toBeGreaterThanOrEqual(0.5);
      }),
    );
  });

  test('says the same about a text, whatever it read before', () => {
    const before = model.classify('The parcel was late.');
    model.classify('parcel '.repeat(5_000));
    expect(model.classify('The parcel was late.')).toEqual(before);
  });

  test('learns more than two labels, and fits into the bytes it is given', () => {
    const rows = ['alpha', 'beta', 'gamma'].flatMap((word) =>
      Array.from({ length: 12 }, (_, index) => ({ text: `${word} and number ${index}`, label: word })),
    );
    const small = trainTextModel(rows, { seed: 1, bytes: 420 });
    expect(small.artifact.grams).toBe(60);
    expect(loadTextModel(small.artifact).classify('again beta').label).toBe('beta');
    expect(small.artifact.quality.macroF1).toBe(1);
  });
});

describe('what cross-validation may not do', () => {
  test('rows of the same text are never on both sides', () => {
    // Nothing but the text itself tells the label: who had seen its twin would always be right.
    const noise = Array.from({ length: 40 }, (_, index) => ({
      text: `only this text ${index % 8}`,
      label: index % 8 < 4 ? 'a' : 'b',
    }));
    expect(trainTextModel(noise, { seed: 3 }).artifact.quality.accuracy).toBeLessThan(0.9);
  });

  test('rows that cannot be learned from are refused with the reason', () => {
    expect(() => trainTextModel([], { seed: 1 })).toThrow(NothingToLearn);
    expect(() => trainTextModel([{ text: 'a', label: 'same' }], { seed: 1 })).toThrow('"same"');
  });
});

test('a model file that was cut short is refused', () => {
  expect(() => loadTextModel({ ...artifact, weights: artifact.weights.slice(0, 40) })).toThrow(RangeError);
  expect(() => loadTextModel({ ...artifact, labels: ['one'] })).toThrow();
});

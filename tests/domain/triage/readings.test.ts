import { describe, expect, test } from 'vitest';
import { LOW_CONFIDENCE } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';
import { LEARNED_READINGS } from '../../../tools/train-packs/intent-rows.ts';
import { languagesOf, readingsOf, type OwnReading } from '../../../tools/train-packs/readings.ts';

const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length;

/** Whether a mood of −1 to 1 is one that the reading allows; what is hardly a feeling is allowed as none. */
const allows = (moods: OwnReading['moods'], sentiment: number): boolean =>
  (moods.includes('-') && sentiment < -0.05) ||
  (moods.includes('+') && sentiment > 0.05) ||
  (moods.includes('0') && Math.abs(sentiment) <= 0.3);

const judgedIn = (rounds: readonly string[], language: 'english' | 'chinese') =>
  rounds
    .flatMap((round) => readingsOf(round, language))
    .map((wanted) => ({ wanted, got: triage({ text: wanted.text }) }));

describe.each(['english', 'chinese'] as const)('texts whose readings are learned from (%s)', (language) => {
  const judged = judgedIn(LEARNED_READINGS, language);

  test('are of their kind', () => {
    expect(share(judged.map(({ wanted, got }) => got.kind === wanted.kind))).toBeGreaterThanOrEqual(0.95);
  });

  test('ask for what they ask for', () => {
    expect(share(judged.map(({ wanted, got }) => wanted.asks.includes(got.ask)))).toBeGreaterThanOrEqual(
      0.95,
    );
  });

  test('are as severe as they are', () => {
    const right = judged.map(
      ({ wanted, got }) => got.severity >= wanted.severity.least && got.severity <= wanted.severity.most,
    );
    expect(share(right)).toBeGreaterThanOrEqual(0.92);
  });

  test('are in their mood', () => {
    expect(
      share(judged.map(({ wanted, got }) => allows(wanted.moods, got.sentiment))),
    ).toBeGreaterThanOrEqual(0.85);
  });
});

/** Round c was written last and is learned from by nothing: it stays so, or its figures in the card say nothing. */
describe.each(['english', 'chinese'] as const)('texts that nothing has learned from (%s)', (language) => {
  const judged = judgedIn(['c'], language);

  test('are in no round that readings are learned from', () => {
    expect(LEARNED_READINGS).not.toContain('c');
  });

  test('lose hardly a complaint to another kind, and none for good', () => {
    const complaints = judged.filter(({ wanted }) => wanted.kind === 'complaint');
    const lost = complaints.filter(({ got }) => got.kind !== 'complaint');
    expect(lost.length / complaints.length).toBeLessThanOrEqual(0.05);
    expect(lost.filter(({ got }) => ['praise', 'spam', 'cancellation'].includes(got.kind))).toEqual([]);
  });

  test('are of their kind, or go to a person', () => {
    const right = judged.map(
      ({ wanted, got }) => got.kind === wanted.kind || got.confidence < LOW_CONFIDENCE,
    );
    expect(share(right)).toBeGreaterThanOrEqual(0.85);
  });

  test('mostly ask for what they ask for', () => {
    expect(share(judged.map(({ wanted, got }) => wanted.asks.includes(got.ask)))).toBeGreaterThanOrEqual(
      0.75,
    );
  });

  test('are mostly as severe as they are', () => {
    const right = judged.map(
      ({ wanted, got }) => got.severity >= wanted.severity.least && got.severity <= wanted.severity.most,
    );
    expect(share(right)).toBeGreaterThanOrEqual(0.8);
  });
});

test.each(['a', 'b', 'c'])('the language is told, or said to be another, in round %s', (round) => {
  const right = languagesOf(round).map(({ languages, text }) =>
    languages.includes(triage({ text }).language),
  );
  expect(share(right)).toBeGreaterThanOrEqual(0.97);
});

describe('what a text only reads like', () => {
  test('is a kind that a person looks at', () => {
    const { kind, confidence, reasons } = triage({
      text: 'A bench by the entrance would be welcome, I think.',
    });
    expect(kind).toBe('suggestion');
    expect(reasons.map(({ code }) => code)).toContain('kind.reads-like');
    expect(confidence).toBeLessThan(LOW_CONFIDENCE);
  });

  test.each(['Thank you for nothing!', 'If this goes on I will end my contract.', '再不解决我就销户。'])(
    'is no other kind than a complaint where a rule knows better: %s',
    (text) => {
      expect(triage({ text }).kind).toBe('complaint');
    },
  );

  test('is a remedy asked for where none is named', () => {
    const { ask, reasons } = triage({
      text: 'The screen has dead pixels. Could you post me a complete one?',
    });
    expect(ask).toBe('replacement');
    expect(reasons.some(({ code }) => code === 'ask-likely.replacement' || code === 'ask.replacement')).toBe(
      true,
    );
  });
});

describe('severity', () => {
  test('of a sum of a thousand or more is above that of a small one', () => {
    const small = triage({ text: 'You charged me 40 pounds too much and I want it back.' }).severity;
    expect(triage({ text: 'You charged me £4,000 too much and I want it back.' }).severity).toBe(small + 1);
  });

  test('of a remedy asked for is that of a grievance, in whatever words it is told', () => {
    expect(triage({ text: 'The armchair has a torn seat. I want my money back.' }).severity).toBeGreaterThan(
      1,
    );
  });
});

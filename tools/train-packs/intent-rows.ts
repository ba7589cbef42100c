import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';
import { askSchema, kindSchema } from '../../functions/domain/triage/judgement.ts';
import { labelledChinese, labelledEnglish } from '../../tests/domain/triage/labelled.ts';
import { readingsOf } from './readings.ts';
import { intentsIn, scenesIn } from './scenes.ts';

/** Rounds of readings that the net of intents learns from; later ones measure it. */
export const LEARNED_READINGS = ['a', 'b'];
/** How often a text counts that somebody wrote as a whole, beside those put together from scenes. */
const WRITTEN = 3;
const OF_EACH_SCENE = 30;
/** Whoever tells of harm or threatens complains: one sentence of each scene with a flag, without a mark. */
const OF_EACH_FLAGGED = 1;

/** What people want: every kind but complaint, which is the absence of them, and every remedy. */
export const INTENTS: readonly string[] = [
  ...kindSchema.options.filter((kind) => kind !== 'complaint').map((kind) => `kind.${kind}`),
  ...askSchema.options.filter((ask) => ask !== 'none').map((ask) => `ask.${ask}`),
];

const marksOf = (kind: string, ask: string): string[] =>
  [`kind.${kind}`, `ask.${ask}`].filter((mark) => INTENTS.includes(mark));

/** Everything the net of intents learns from; the same seed gives the same rows. */
export const intentRows = (seed: number): MarkedText[] =>
  (['english', 'chinese'] as const).flatMap((language) => {
    const written = LEARNED_READINGS.flatMap((round) => readingsOf(round, language)).map(
      ({ kind, asks, text }) => ({
        text,
        marks: marksOf(kind, asks[0] ?? 'none'),
      }),
    );
    const labelled = language === 'english' ? labelledEnglish : labelledChinese;
    return [
      ...intentsIn(language, { seed, each: OF_EACH_SCENE }),
      ...Array.from({ length: WRITTEN }, () => written).flat(),
      ...labelled.map(({ text, kind }) => ({
        text,
        marks: marksOf(kind, kind === 'cancellation' ? 'cancellation' : 'none'),
      })),
      ...scenesIn(language, { seed, each: OF_EACH_FLAGGED })
        .filter(({ marks }) => marks.length > 0)
        .map(({ text }) => ({ text, marks: [] })),
    ];
  });

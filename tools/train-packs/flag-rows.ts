import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';
import { labelledChinese, labelledEnglish } from '../../tests/domain/triage/labelled.ts';
import { chances } from './chances.ts';
import { sentencesOf } from './flag-sentences.ts';
import { plainScenesIn, scenesIn } from './scenes.ts';

/** Rounds of sentences that the net learns from; others measure it. */
export const LEARNED_ROUNDS = 'abcdefghijklmnopqstu'.split('');
/** Rounds whose misses have shaped rules and thresholds, and not the net: it was no better for learning them. */
export const ROUNDS_OF_RULES = 'vwx'.split('');
/** How often a sentence counts that somebody wrote as a whole, beside those put together from scenes. */
const WRITTEN = 3;
/** Sentences made of each scene: more make the table longer and teach little. */
const OF_EACH_SCENE = 20;
/** Of a hundred sentences so many are told once more among others that say nothing, as in a whole complaint. */
const AMONG_OTHERS = 0.5;
/** And so many beside another that bears a mark: people say two things at once. */
const TWO_AT_ONCE = 0.1;

/** Plain complaints told two at a time, and half of those with a third. */
const LONGER = 0.5;

const languages = {
  en: { scenes: 'english', stop: '. ', labelled: labelledEnglish },
  zh: { scenes: 'chinese', stop: '。', labelled: labelledChinese },
} as const;

/** Sentences each beside one of `others`, before or behind it; the text bears the marks of both. */
function beside(
  rows: readonly MarkedText[],
  others: readonly MarkedText[],
  options: { readonly share: number; readonly stop: string; readonly seed: number },
): MarkedText[] {
  const chance = chances(options.seed);
  const any = (of: readonly MarkedText[]) => of[Math.floor(chance() * of.length)];
  return Array.from({ length: Math.floor(rows.length * options.share) }).flatMap(() => {
    const told = any(rows);
    const other = any(others);
    if (!told || !other) return [];
    const both = chance() < 0.5 ? [told, other] : [other, told];
    return [
      {
        text: both.map(({ text }) => text.replace(/[.。]$/, '')).join(options.stop),
        marks: [...new Set([...told.marks, ...other.marks])],
      },
    ];
  });
}

/** Everything the net of flags learns from; the same seed gives the same rows. */
export function flagRows(
  seed: number,
  rounds = LEARNED_ROUNDS,
  more: readonly (MarkedText & { readonly lang: string })[] = [],
): MarkedText[] {
  return (['en', 'zh'] as const).flatMap((language) => {
    const { scenes, stop, labelled } = languages[language];
    const written = [
      ...rounds.flatMap((round) => sentencesOf(round, language)),
      ...more.filter((row) => row.lang === language),
      ...labelled.map(({ text, flags }) => ({ text, marks: flags })),
    ];
    const rows = [
      ...Array.from({ length: WRITTEN }, () => written).flat(),
      ...scenesIn(scenes, { seed, each: OF_EACH_SCENE }),
    ];
    const marked = rows.filter(({ marks }) => marks.length > 0);
    const plain = rows.filter(({ marks }) => marks.length === 0);
    const complaints = plainScenesIn(scenes, { seed: seed + 1, each: OF_EACH_SCENE });
    const longer = beside(complaints, complaints, { share: LONGER, stop, seed });
    return [
      ...rows,
      ...longer,
      ...beside(longer, complaints, { share: LONGER, stop, seed }),
      ...beside(rows, plain, { share: AMONG_OTHERS, stop, seed }),
      ...beside(marked, marked, { share: TWO_AT_ONCE, stop, seed }),
    ];
  });
}

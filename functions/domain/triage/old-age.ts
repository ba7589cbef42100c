import type { Reading } from './reading.ts';
import type { Units } from './units.ts';

const list = (text: string): string[] => text.split(' ');

const DIGIT_NINE = 57;
const NUMBER = /^\d{2,3}$/;
const OLD_AGE = 70;
const OLDEST = 115;
const AGE_AFTER = new Set(['year', 'years', 'yr', 'yrs', 'yo', '岁', '多']);
const AGE_BEFORE = new Set(['aged', 'age', '年']);

/** Said right before an age of somebody: `mum is 87`, `who just turned 90`. */
const BEING = new Set(['is', 'was', 'are', 'am', 'turned', 'turning', 'nearly', 'almost', 'over', 'only']);
const SOMEBODY = new Set(
  'i she he they who mum mom dad mother father nan gran grandma grandad grandpa grandmother grandfather aunt uncle neighbour neighbor parents wife husband lady gentleman 妈 爸 爷 奶 婆 公 亲'.split(
    ' ',
  ),
);
const SOMEBODY_WITHIN = 4;

/** Whether an age of somebody stands here without the word for years: `my mum's 87`, 我妈 87 了. */
function isSaidOfSomebody(words: readonly string[], at: number): boolean {
  const before = words.slice(Math.max(0, at - SOMEBODY_WITHIN), at);
  const last = before.at(-1) ?? '';
  return (BEING.has(last) || SOMEBODY.has(last)) && before.some((word) => SOMEBODY.has(word));
}

const CURRENCY = /[£$€¥#/-]/;
const COUNTED = new Set(
  list(
    'percent p pence pounds quid dollars euros days minutes hours miles km kg gb mbps 号 块 元 毛 天 次 分 张 公 斤 家 位 桌 平 度 码 页 秒 层 楼',
  ),
);

/** Whether a number counts something or names a place in a row: `£90`, 七十七号. */
const isCounted = (units: Units, at: number): boolean =>
  CURRENCY.test(units.text.slice(0, units.start(at)).slice(-1)) || COUNTED.has(units.words[at + 1] ?? '');

/** "82 years old", "aged 82", 82岁: an age that asks for care. */
export function oldAge({ units }: Reading): { start: number; end: number } | undefined {
  for (let at = 0; at < units.words.length; at += 1) {
    const word = units.words[at] ?? '';
    if (word.charCodeAt(0) > DIGIT_NINE || !NUMBER.test(word)) continue;
    const age = Number(word);
    if (age < OLD_AGE || age > OLDEST) continue;
    const after = units.words[at + 1] ?? '';
    const old =
      ['old', 'of'].includes(units.words[at + 2] ?? '') || after === '岁' || units.words[at + 2] === '岁';
    if (isCounted(units, at)) continue;
    if (
      (AGE_AFTER.has(after) && old) ||
      AGE_BEFORE.has(units.words[at - 1] ?? '') ||
      isSaidOfSomebody(units.words, at)
    )
      return { start: at, end: at + 1 };
  }
  return undefined;
}

import { isDenied } from './negation.ts';
import { longest, overlaps } from './reading.ts';
import type { Reading } from './reading.ts';

/** A denied feeling turns round, and weakens: "not good" is less bad than "bad". */
const DENIED = -0.7;
/** How fast the sum saturates (VADER's normalisation, Hutto & Gilbert 2014, uses 15 for longer lists). */
const SATURATION = 12;
/** A grievance weighs on the mood even when told without a word of feeling. */
const GRIEVANCE = -0.35;
const GRIEVANCE_LIMIT = 9;
const AFTER_BUT = 1.3;
const BUT = new Set(['but', 'however', 'yet', 'unfortunately', '但', '可惜']);

/** −1 furious to 1 delighted; 0 where no feeling shows. `grievance` is that of the cause. */
export function sentimentOf(reading: Reading, grievance: number): number {
  const { units } = reading;
  const polite = reading.signal.filter(({ meaning }) => meaning.signal === 'thanks-ahead');
  const questions = reading.kind.filter(
    ({ meaning }) => meaning.kind === 'enquiry' || meaning.kind === 'suggestion',
  );
  const boosts = new Map(reading.booster.map(({ meaning, end }) => [end, meaning.factor]));
  const moods = longest(reading.mood);
  const lastBut = moods.length === 0 ? -1 : units.words.findLastIndex((word) => BUT.has(word));
  let sum = GRIEVANCE * Math.min(GRIEVANCE_LIMIT, grievance);
  for (const hit of moods) {
    if (hit.meaning.weight > 0 && polite.some((phrase) => overlaps(phrase, hit))) continue;
    if (questions.some((phrase) => overlaps(phrase, hit))) continue;
    let weight = hit.meaning.weight;
    weight *= boosts.get(hit.start) ?? 1;
    if (isDenied(units, hit)) weight *= DENIED;
    if (lastBut >= 0 && hit.start > lastBut) weight *= AFTER_BUT;
    sum += weight;
  }
  return sum / Math.sqrt(sum * sum + SATURATION);
}

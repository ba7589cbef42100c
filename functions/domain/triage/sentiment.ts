import { isDenied } from './negation.ts';
import { Covered, longest } from './reading.ts';
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
  const polite = new Covered(
    units,
    reading.signal.filter(({ meaning }) => meaning.signal === 'thanks-ahead'),
  );
  const questions = new Covered(
    units,
    reading.kind.filter(({ meaning }) => meaning.kind === 'enquiry' || meaning.kind === 'suggestion'),
  );
  const boosts = new Map(reading.booster.map(({ meaning, end }) => [end, meaning.factor]));
  const moods = longest(reading.mood);
  const lastBut = moods.length === 0 ? -1 : units.words.findLastIndex((word) => BUT.has(word));
  let sum = GRIEVANCE * Math.min(GRIEVANCE_LIMIT, grievance);
  for (const hit of moods) {
    if ((hit.meaning.weight > 0 && polite.meets(hit)) || questions.meets(hit)) continue;
    let weight = hit.meaning.weight;
    weight *= boosts.get(hit.start) ?? 1;
    if (isDenied(units, hit)) weight *= DENIED;
    if (lastBut >= 0 && hit.start > lastBut) weight *= AFTER_BUT;
    sum += weight;
  }
  return sum / Math.sqrt(sum * sum + SATURATION);
}

/** Words of feeling that are stronger than what anybody says who tells what happened. */
const STRONG = -2;
/** One word that only the furious use, or two strong ones. */
const FURIOUS = -3;

/**
 * Whether somebody writes in anger, whatever happened to them: the same words may tell a grievance or ask for something
 * (`broken`, 退款), and those are weighed as such and not as a feeling.
 */
export function isFurious({ units, mood, booster, category, ask }: Reading): boolean {
  if (!mood.some(({ meaning }) => meaning.weight <= STRONG)) return false;
  const told = new Covered(units, [...category.filter(({ meaning }) => meaning.problem), ...ask]);
  const boosts = new Map(booster.map(({ meaning, end }) => [end, meaning.factor]));
  let sum = 0;
  for (const hit of longest(mood)) {
    if (hit.meaning.weight > STRONG || told.meets(hit) || isDenied(units, hit)) continue;
    sum += hit.meaning.weight * (boosts.get(hit.start) ?? 1);
  }
  return sum <= FURIOUS;
}

import type { Flag } from './judgement.ts';
import { GRAVE, REMEDIES, type KindFound } from './kind.ts';
import type { LikelyIntent } from './learned.ts';
import type { Reading } from './reading.ts';

/** Certainty of a kind that a text only reads like: below what a person is not asked about. */
const LIKE = 0.45;
/** Up to this certainty what a text reads like says more than the rule. */
const WEAK = 0.65;
/** From here on it also says more than a grievance that may lie in the past: `it was handled brilliantly`. */
const SURE_LIKE = 0.85;
/** A customer taken for a stranger is the costliest mistake. */
const SURELY_SPAM = 0.7;
/** Below this nothing speaks for a kind but the tone. */
const UNLIKE = 0.1;

/**
 * The kind by rule, or, where the rule is weak, the one that the text reads like. It can only send a case to a person:
 * what is only guessed has a certainty below the line at which one decides.
 */
export function secondGuess(
  reading: Reading,
  found: KindFound,
  likely: LikelyIntent,
  flags: readonly Flag[],
): KindFound {
  // Where a rule has heard words of ending and taken them for a threat or a denial, likeness knows no better.
  const heardEnding = reading.kind.some(({ meaning }) => meaning.kind === 'cancellation');
  const doubtful =
    (likely.kind?.kind === 'cancellation' && heardEnding) ||
    (likely.kind?.kind === 'praise' && found.rule === 'is-unhappy') ||
    (likely.kind?.kind === 'spam' && likely.kind.chance < SURELY_SPAM);
  const guess = doubtful ? undefined : likely.kind;
  const grave = flags.some((flag) => GRAVE.has(flag));
  if (found.kind === 'complaint') {
    if (!guess || grave) return found;
    const past = found.rule === 'states-grievance' && guess.chance >= SURE_LIKE;
    if (found.rule === 'states-grievance' ? !past : found.certainty > WEAK) return found;
    return { kind: guess.kind, certainty: LIKE, rule: 'reads-like' };
  }
  // Doubted are praise that nothing but the tone speaks for, and a question that reads like the wish for a remedy.
  const asksForRemedy = likely.ask !== undefined && REMEDIES.has(likely.ask);
  const doubted = found.kind === 'praise' || (found.kind === 'enquiry' && asksForRemedy);
  if (!doubted || found.certainty > WEAK || (likely.chances.get(found.kind) ?? 0) >= UNLIKE) return found;
  return guess
    ? { kind: guess.kind, certainty: LIKE, rule: 'reads-like' }
    : { kind: 'complaint', certainty: LIKE, rule: 'reads-like' };
}

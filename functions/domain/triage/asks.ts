import type { CategoryId } from './categories.ts';
import type { Ask, Kind } from './judgement.ts';
import { isDenied } from './negation.ts';
import { sentencesWith } from './reading.ts';
import type { HitsOf, Reading } from './reading.ts';
import type { Units } from './units.ts';

/** A refusal of what is offered: `I do not want a replacement`, 不要换货. */
const REFUSED =
  /(?:\b(?:do|does|did|would|will) not (?:want|need|accept|like|ask for)|(?:不要|不想|不需要|不接受|别给我|不同意|拒绝))(?: (?:a|an|another|any|the|my|your))*$/;
const REACH = 6;

const isRefused = (units: Units, start: number): boolean => {
  let from = start;
  while (from > 0 && start - from < REACH && units.cut(from) === 0) from -= 1;
  const before = units.words.slice(from, start);
  return REFUSED.test(before.join(' ')) || REFUSED.test(before.join(''));
};

/** What a customer wants who names none but whose cause implies one. */
const implied: Partial<Record<CategoryId, Ask>> = { 'billing.refund': 'refund' };

/**
 * The remedy the customer asks for: the first one named in a sentence that asks for something, or the one that a
 * complaint reads like (`likely`) where none is named.
 */
export function askOf(
  reading: Reading,
  kind: Kind,
  category: CategoryId,
  likely: Ask | undefined,
): { ask: Ask; hit?: HitsOf<'ask'>[number]; guessed?: boolean } {
  if (kind === 'cancellation') return { ask: 'cancellation' };
  if (kind === 'spam' || kind === 'praise' || kind === 'suggestion') return { ask: 'none' };
  const asking = sentencesWith(reading, 'request');
  const { units } = reading;
  const hit = reading.ask.find(
    (candidate) =>
      asking.has(units.sentence(candidate.start)) &&
      !isDenied(units, candidate) &&
      !isRefused(units, candidate.start),
  );
  if (hit) return { ask: hit.meaning.ask, hit };
  if (kind === 'complaint' && likely !== undefined) return { ask: likely, guessed: true };
  return { ask: implied[category] ?? 'none' };
}

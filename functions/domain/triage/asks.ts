import type { CategoryId } from './categories.ts';
import type { Ask, Kind } from './judgement.ts';
import { isDenied } from './negation.ts';
import { sentencesWith } from './reading.ts';
import type { HitsOf, Reading } from './reading.ts';

/** What a customer wants who names none but whose cause implies one. */
const implied: Partial<Record<CategoryId, Ask>> = { 'billing.refund': 'refund' };

/** The remedy the customer asks for: the first one named in a sentence that asks for something. */
export function askOf(
  reading: Reading,
  kind: Kind,
  category: CategoryId,
): { ask: Ask; hit?: HitsOf<'ask'>[number] } {
  if (kind === 'cancellation') return { ask: 'cancellation' };
  if (kind === 'spam' || kind === 'praise' || kind === 'suggestion') return { ask: 'none' };
  const asking = sentencesWith(reading, 'request');
  const { units } = reading;
  const hit = reading.ask.find(
    (candidate) => asking.has(units.sentenceOf[candidate.start] ?? -1) && !isDenied(units, candidate),
  );
  return hit ? { ask: hit.meaning.ask, hit } : { ask: implied[category] ?? 'none' };
}

import { addedBy, type Lesson, type OfferOutcome } from '../../domain/offer/belief.ts';
import type { OfferBeliefs } from '../../ports/beliefs.ts';
import { learnedAttribute, learnedIn, lessonSchema } from './belief-row.ts';
import { keys } from './keys.ts';
import { getRow } from './reads.ts';
import { mustBeNew, put, transact, type Table, type Write } from './table.ts';

/** The same outcome counted at the same moment elsewhere: look again, a few times. */
const TRIES = 5;

/** Beliefs in the one table: a row for each segment, and a row for each offer whose outcome was counted. */
export function dynamoBeliefs(table: Table): OfferBeliefs {
  return {
    async inSegment(segment) {
      const row = await getRow(table, keys.learned(segment));
      return row ? learnedIn(row) : {};
    },

    async learn(outcome) {
      for (let attempt = 1; attempt <= TRIES; attempt += 1) {
        const row = await getRow(table, keys.lesson(outcome.id));
        const counted = row && lessonSchema.parse(row);
        const added = addedBy(outcome, counted);
        if (!added) return 'known';
        const result = await transact(table, [
          put(
            table,
            keys.lesson(outcome.id),
            { kept: outcome.kept },
            counted ? { expression: 'kept = :counted', values: { ':counted': counted.kept } } : mustBeNew,
          ),
          addTo(table, outcome, added),
        ]);
        if (result.kind === 'done') return 'learned';
      }
      throw new Error(`${outcome.id} changed at every try to count its outcome`);
    },
  };
}

const addTo = (table: Table, { weighed, offer }: OfferOutcome, { kept, left }: Lesson): Write => ({
  Update: {
    TableName: table.name,
    Key: { ...keys.learned(weighed.segment) },
    UpdateExpression: 'ADD #kept :kept, #left :left',
    ExpressionAttributeNames: {
      '#kept': learnedAttribute('kept', offer),
      '#left': learnedAttribute('left', offer),
    },
    ExpressionAttributeValues: { ':kept': kept, ':left': left },
  },
});

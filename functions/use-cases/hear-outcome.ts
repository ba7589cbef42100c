import type { RawRow } from '../domain/customer/import-row.ts';
import { importOutcomes } from './import-outcomes.ts';
import type { RecordOutcomeDeps } from './record-outcome.ts';

/** What became of a customer was told in a way that cannot be taken in. Names fields, and no value of them. */
export class RejectedOutcome extends Error {
  override readonly name = 'RejectedOutcome';
}

/**
 * Takes in one outcome that another system told by itself, exactly as a row of a file: under its natural key, so that
 * the same word delivered again is known.
 * @throws RejectedOutcome saying all that is wrong, since nobody waits for an answer and it must not be lost: a customer
 *   whose import is still to come is known when the event is put back
 */
export async function hearOutcome(
  deps: RecordOutcomeDeps,
  row: RawRow,
  source: string,
): Promise<'recorded' | 'known'> {
  const { written, errors } = await importOutcomes(deps, [{ number: 1, row }], source);
  if (errors.length > 0)
    throw new RejectedOutcome(errors.map(({ field, message }) => `${field} ${message}`).join('; '));
  return written > 0 ? 'recorded' : 'known';
}

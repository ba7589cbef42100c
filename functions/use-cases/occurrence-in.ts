import * as z from 'zod';
import { factSchema } from '../domain/case/fact.ts';
import { tierMoveSchema } from '../domain/customer/merge-customer.ts';
import type { Cases } from '../ports/cases.ts';
import type { Occurrence } from './enrol-by-fact.ts';

/** Facts that say that a promised time has passed: of whoever has the case, and of an accepted offer (ADR 073). */
const broken: ReadonlySet<string> = new Set(['LadderClimbed', 'OfferGrantOverdue']);

const rowSchema = z.union([tierMoveSchema, factSchema]);

/**
 * What a row of the stream says that happened to a customer; undefined where it is about nobody we hold a record of.
 * @throws for a row that is neither a move between tiers nor a fact of a case
 */
export async function occurrenceIn(
  { cases }: { readonly cases: Pick<Cases, 'read'> },
  row: unknown,
): Promise<Occurrence | undefined> {
  const found = rowSchema.parse(row);
  if ('type' in found) {
    const { customerId, version, at } = found;
    return { id: `tier:${customerId}:${version}`, what: 'tier-falls', customerId, at };
  }
  if (!broken.has(found.happened.type)) return undefined;
  const customerId = (await cases.read(found.subjectId))?.assessed?.customerId;
  return customerId === undefined
    ? undefined
    : { id: found.id, what: 'promise-broken', customerId, at: found.at };
}

import { OWN_SOURCE, leavingOf } from '../domain/experiment/leaving.ts';
import type { Instant } from '../domain/instant.ts';
import type { Cases } from '../ports/cases.ts';
import { recordOutcome, type RecordOutcomeDeps } from './record-outcome.ts';

export interface NoteLeavingDeps extends RecordOutcomeDeps {
  readonly cases: Pick<Cases, 'read'>;
}

/** Somebody left, as something that happened in our house says it: on a case, or in the record of a customer. */
interface Leaving {
  readonly caseId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly at: Instant;
}

/**
 * Records that a customer left, once for each leaving, as the firm's books would. Told again, after a crash, or by a
 * second happening of the same leaving, it counts nothing more.
 * @returns `stranger` when the case is of nobody whom the firm's books know
 */
export async function noteLeaving(
  deps: NoteLeavingDeps,
  { caseId, customerId, at }: Leaving,
): Promise<'recorded' | 'known' | 'stranger'> {
  const id = customerId ?? (caseId === undefined ? undefined : await customerOf(deps, caseId));
  const customer = id === undefined ? undefined : await deps.customers.byId(id);
  if (!customer) return 'stranger';
  const outcome = leavingOf(customer, await deps.experiments.outcomesOf(customer.id), at);
  // A word of the firm's books was counted when it came; one of ours may have been cut short.
  if (outcome.source !== OWN_SOURCE) return 'known';
  const recorded = await recordOutcome(deps, outcome);
  return recorded === 'unknown-customer' ? 'stranger' : recorded;
}

/** Whom a case is of: as it was assessed, or where it begins with the answer to an offer, to whom that was made. */
export async function customerOf(
  { cases, offers }: Pick<NoteLeavingDeps, 'cases' | 'offers'>,
  caseId: string,
): Promise<string | undefined> {
  const found = await cases.read(caseId);
  if (found?.assessed?.customerId !== undefined) return found.assessed.customerId;
  return found?.offerId === undefined ? undefined : (await offers.byId(found.offerId))?.customerKey;
}

import { attentionOf } from '../domain/case/attention.ts';
import type { Case } from '../domain/case/case.ts';
import type { ChangeExtras, Happened } from '../domain/case/change.ts';
import type { PersonReason } from '../domain/escalation/reason.ts';
import type { Instant } from '../domain/instant.ts';
import { expireOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile } from '../ports/cases.ts';
import type { EscalationDeps } from './assign-owner.ts';
import { carryLadder } from './carry-ladder.ts';
import { openFile } from './case-file.ts';
import { deliverReserved } from './case-work.ts';
import { escalate } from './escalation-turn.ts';
import { saveSwept } from './save-swept.ts';

export type SweepCaseDeps = EscalationDeps;

/** What a sweep did to a case; `idle` where it was due and there was nothing to do. */
type CaseSwept =
  | { readonly done: 'climbed' | 'closed' | 'restarted' | 'handedOver' }
  | { readonly done: 'idle'; readonly dueAt: Instant };

/** Starts of the recovery machine that the sweeper tries before a person gets the case. */
const RESTARTS = 3;

/**
 * Does what fell due on one case, as its facts say now, and sends the mails that a crash left behind.
 * @returns undefined when somebody was quicker and nothing is due any more
 */
export async function sweepCase(
  deps: SweepCaseDeps,
  caseId: string,
  now: Instant,
): Promise<CaseSwept | undefined> {
  const file = await openFile(deps, caseId);
  await deliverReserved(deps, file, () => false);
  if (await carryLadder(deps, file)) return { done: 'climbed' };
  const due = dueAt(file.case, now);
  if (due === undefined) return undefined;
  const done = await doWhatIsDue(deps, file, now);
  return done === 'idle' ? { done, dueAt: due } : { done };
}

/** When the case fell due, as its facts say now; undefined when somebody was quicker and nothing is due any more. */
function dueAt(record: Case, now: Instant): Instant | undefined {
  const needs = attentionOf(record);
  return needs?.kind === 'due' && needs.at <= now ? needs.at : undefined;
}

async function doWhatIsDue(
  deps: SweepCaseDeps,
  file: CaseFile,
  now: Instant,
): Promise<'closed' | 'restarted' | 'handedOver' | 'idle'> {
  switch (file.case.status) {
    case 'resolved':
      return (await saveSwept(deps, file, [{ happening: { type: 'CaseClosed', why: 'no-further-message' } }]))
        ? 'closed'
        : 'idle';
    case 'received':
    case 'in-recovery':
      return restart(deps, file, now);
    case 'awaiting-customer':
      return endLostWait(deps, file, now);
    case 'with-person':
    case 'closed':
    case 'withdrawn':
      return 'idle';
  }
}

/** A machine that was never started or died: start it anew; a case it cannot carry goes to a person. */
async function restart(
  deps: SweepCaseDeps,
  file: CaseFile,
  now: Instant,
): Promise<'restarted' | 'handedOver' | 'idle'> {
  const restarts = file.facts.filter((fact) => fact.happened.type === 'RecoveryRestarted');
  if (restarts.length >= RESTARTS) return handOver(deps, file, ['recovery-failed'], now);
  const again: Happened = {
    happening: { type: 'RecoveryRestarted', attempt: restarts.length + 1 },
    dispatch: 'recovery',
  };
  return (await saveSwept(deps, file, [again])) ? 'restarted' : 'idle';
}

/** The offer is over and no machine said so: it expires here and a person takes the case. */
async function endLostWait(
  deps: SweepCaseDeps,
  file: CaseFile,
  now: Instant,
): Promise<'handedOver' | 'idle'> {
  const offer = file.case.offerId === undefined ? undefined : await deps.offers.byId(file.case.offerId);
  if (!offer) return handOver(deps, file, ['recovery-failed'], now);
  const expired = expireOffer(offer, now);
  if (!expired.ok) return handOver(deps, file, [reasonOf(offer)], now);
  return handOver(deps, file, ['offer-unanswered'], now, {
    happened: [{ happening: { type: 'OfferExpired', offerId: offer.id } }],
    change: { offer: { kind: 'settle', before: offer, after: expired.value, budget: 'release' } },
  });
}

/** What the machine would have said, had it lived. */
function reasonOf(offer: Offer): PersonReason {
  switch (offer.status) {
    case 'declined':
      return 'offer-declined';
    case 'call-me':
      return 'call-me';
    case 'cancel-contract':
      return 'contract-cancelled';
    case 'expired':
      return 'offer-unanswered';
    case 'accepted':
    case 'open':
    case 'awaiting-approval':
    case 'approved':
    case 'withdrawn':
      return 'recovery-failed';
  }
}

async function handOver(
  deps: SweepCaseDeps,
  file: CaseFile,
  reasons: readonly string[],
  at: Instant,
  also: { readonly happened: readonly Happened[]; readonly change: ChangeExtras } = {
    happened: [],
    change: {},
  },
): Promise<'handedOver' | 'idle'> {
  const done = await saveSwept(
    deps,
    file,
    [...also.happened, escalate(deps.firm, file.case, reasons, at)],
    also.change,
  );
  return done ? 'handedOver' : 'idle';
}

import { theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import { STUCK_AFTER_SECONDS } from '../domain/case/attention.ts';
import { expireOffer } from '../domain/offer/change.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Offers } from '../ports/offers.ts';
import { after, deliverReserved, openFile, reserveMail, type CaseWork } from './case-work.ts';
import { escalate } from './escalation-turn.ts';

export interface SweepDeps extends CaseWork {
  readonly cases: Pick<Cases, 'file' | 'save' | 'due'>;
  readonly offers: Pick<Offers, 'byId' | 'due'>;
}

export interface Swept {
  readonly closed: number;
  readonly restarted: number;
  readonly handedOver: number;
  readonly offersExpired: number;
  /** Cases that were due and for which there was nothing to do: a promise without an action is a defect to alarm on. */
  readonly idle: number;
}

/** How far back due work is looked for: longer than any outage we plan for. */
const LOOK_BACK_HOURS = 24 * 15;
/** The machine's own timer goes first; the sweeper only finds what it lost. */
const GRACE_SECONDS = 3600;
/** Starts of the recovery machine that the sweeper tries before a person gets the case. */
const RESTARTS = 3;

/** Does what fell due, in due order, recomputed from the facts: closes, expires, restarts, hands over. */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.clock.now();
  const counts = { closed: 0, restarted: 0, handedOver: 0, offersExpired: 0, idle: 0 };
  for (const record of await deps.cases.due(now, LOOK_BACK_HOURS)) {
    const done = await sweepCase(deps, record, now);
    counts[done] += 1;
  }
  for (const offer of await deps.offers.due(now, LOOK_BACK_HOURS)) {
    if (await expireStaffOffer(deps, offer, now)) counts.offersExpired += 1;
  }
  return counts;
}

async function sweepCase(
  deps: SweepDeps,
  seen: Case,
  now: Instant,
): Promise<Exclude<keyof Swept, 'offersExpired'>> {
  const file = await openFile(deps, seen.id);
  const { case: record } = file;
  switch (record.status) {
    case 'resolved':
      if ((record.closeAt ?? now) > now) return 'idle';
      return (await saved(deps, file, [{ happening: { type: 'CaseClosed', why: 'no-further-message' } }]))
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
  deps: SweepDeps,
  file: CaseFile,
  now: Instant,
): Promise<'restarted' | 'handedOver' | 'idle'> {
  const restarts = file.facts.filter((fact) => fact.happened.type === 'RecoveryRestarted');
  const latest = restarts.at(-1);
  if (latest && plusSeconds(latest.at, STUCK_AFTER_SECONDS) > now) return 'idle';
  if (restarts.length >= RESTARTS) return handOver(deps, file, ['recovery-failed'], now);
  const again: Happened = {
    happening: { type: 'RecoveryRestarted', attempt: restarts.length + 1 },
    dispatch: 'recovery',
  };
  return (await saved(deps, file, [again])) ? 'restarted' : 'idle';
}

/** The offer is over and no machine said so: it expires here and a person takes the case. */
async function endLostWait(deps: SweepDeps, file: CaseFile, now: Instant): Promise<'handedOver' | 'idle'> {
  const offer = file.case.offerId === undefined ? undefined : await deps.offers.byId(file.case.offerId);
  if (!offer || plusSeconds(offer.validUntil, GRACE_SECONDS) > now) return 'idle';
  const expired = expireOffer(offer, now);
  if (!expired.ok) return handOver(deps, file, ['not-settled'], now);
  return handOver(deps, file, ['offer-unanswered'], now, {
    happened: [{ happening: { type: 'OfferExpired', offerId: offer.id } }],
    change: { offer: { kind: 'settle', before: offer, after: expired.value, budget: 'release' } },
  });
}

async function handOver(
  deps: SweepDeps,
  file: CaseFile,
  reasons: readonly string[],
  at: Instant,
  also: { readonly happened: readonly Happened[]; readonly change: Pick<CaseChange, 'offer'> | object } = {
    happened: [],
    change: {},
  },
): Promise<'handedOver' | 'idle'> {
  const tier = file.case.assessed?.tier ?? 'standard';
  const done = await saved(
    deps,
    file,
    [...also.happened, escalate(deps.firm, file.case, tier, reasons, at)],
    also.change,
  );
  return done ? 'handedOver' : 'idle';
}

/** A change somebody else was quicker with is looked at again in the next sweep. */
async function saved(
  deps: SweepDeps,
  file: CaseFile,
  happened: readonly Happened[],
  extras: object = {},
): Promise<boolean> {
  const change = changeCase(file.case, { at: deps.clock.now(), by: theSystem }, happened, extras);
  const result = await deps.cases.save(change);
  if (result.kind !== 'saved') return false;
  await deliverReserved(deps, after(file, change));
  return true;
}

/** An offer that a person made has no machine behind it: its money is given back here, and its owner told. */
async function expireStaffOffer(deps: SweepDeps, offer: Offer, now: Instant): Promise<boolean> {
  const expired = expireOffer(offer, now);
  if (!expired.ok) return false;
  const file = await openFile(deps, offer.caseId);
  const owner = deps.firm.settings.staff.find((user) => user.id === file.case.person?.owner);
  return saved(deps, file, [{ happening: { type: 'OfferExpired', offerId: offer.id } }], {
    offer: { kind: 'settle', before: offer, after: expired.value, budget: 'release' },
    ...(owner && {
      mails: [reserveMail(file.case, 'offer-answer', owner.address, now, file.case.factCount + 1)],
    }),
  });
}

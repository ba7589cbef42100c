import { theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { earliest, plusDays, plusSeconds, type Instant } from '../domain/instant.ts';
import { attentionOf } from '../domain/case/attention.ts';
import { hasWaitedTooLong } from '../domain/offer/approval.ts';
import { expireOffer } from '../domain/offer/change.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import type { PersonReason } from '../domain/escalation/reason.ts';
import { overdueGrant } from '../domain/offer/granting.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Approvals, CampaignOffers, Offers } from '../ports/offers.ts';
import type { Sweeps } from '../ports/sweeps.ts';
import { after, openFile, reserveMail } from './case-file.ts';
import type { EscalationDeps } from './assign-owner.ts';
import { carryLadder } from './carry-ladder.ts';
import { deliverReserved, reservedBy } from './case-work.ts';
import { takenBack } from './take-back-offer.ts';
import { escalate, isWithPerson } from './escalation-turn.ts';

export interface SweepDeps extends EscalationDeps {
  readonly cases: Pick<Cases, 'file' | 'save' | 'due' | 'queue'>;
  readonly offers: Pick<Offers, 'byId' | 'due'>;
  readonly campaignOffers: Pick<CampaignOffers, 'settle'>;
  readonly approvals: Pick<Approvals, 'ended'>;
  readonly sweeps: Sweeps;
}

export interface Swept {
  readonly closed: number;
  readonly restarted: number;
  readonly handedOver: number;
  /** Ladders whose machine did not come: the case got its owner, or the next rung was told. */
  readonly climbed: number;
  readonly offersExpired: number;
  /** Offers of campaigns that no second person let out in time. */
  readonly approvalsMissed: number;
  /** Accepted offers that nobody confirmed as carried out in time: a person was asked to look. */
  readonly grantsOverdue: number;
  /** Cases that were due and for which there was nothing to do: a promise without an action is a defect to alarm on. */
  readonly idle: number;
}

/** How far back due work is looked for when no sweep ever ended: longer than any outage we plan for. */
const FIRST_LOOK_BACK_DAYS = 15;
/** Index entries may appear a moment after the write they belong to, so the hour before the mark is read again. */
const OVERLAP_SECONDS = 3600;
/** Starts of the recovery machine that the sweeper tries before a person gets the case. */
const RESTARTS = 3;

/**
 * Does what fell due since the last sweep, in due order, recomputed from the facts: closes, expires, restarts, hands over, climbs, and
 * sends the mails that a crash left behind.
 * What could not be done keeps the mark where it is, so that it is looked at again and never left behind.
 * @throws AggregateError when something failed, after all the rest was done
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.clock.now();
  const counts = {
    closed: 0,
    restarted: 0,
    handedOver: 0,
    climbed: 0,
    offersExpired: 0,
    approvalsMissed: 0,
    grantsOverdue: 0,
    idle: 0,
  };
  const before = (await deps.sweeps.sweptUntil()) ?? plusDays(now, -FIRST_LOOK_BACK_DAYS);
  const since = plusSeconds(before, -OVERLAP_SECONDS);
  let mark = now;
  const failures: unknown[] = [];
  const cases = await deps.cases.due(since, now);
  const offers = [...(await deps.offers.due(since, now)), ...(await deps.approvals.ended(now))];
  for (const { id } of cases) {
    try {
      const file = await openFile(deps, id);
      await deliverReserved(deps, file, () => false);
      if (await carryLadder(deps, file)) {
        counts.climbed += 1;
        continue;
      }
      const due = dueAt(file.case, now);
      if (due === undefined) continue;
      const done = await sweepCase(deps, file, now);
      counts[done] += 1;
      if (done === 'idle') mark = earliest(mark, due);
    } catch (failure) {
      failures.push(failure);
      mark = earliest(mark, before);
    }
  }
  for (const offer of offers) {
    try {
      if (await expireWithPerson(deps, offer, now)) counts.offersExpired += 1;
      else if (await endWaiting(deps, offer, now)) counts.approvalsMissed += 1;
      else if (await askAboutGrant(deps, offer, now)) counts.grantsOverdue += 1;
    } catch (failure) {
      failures.push(failure);
      mark = earliest(mark, before);
    }
  }
  await deps.sweeps.mark(mark);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of what was due failed`);
  return counts;
}

/** When the case fell due, as its facts say now; undefined when somebody was quicker and nothing is due any more. */
function dueAt(record: Case, now: Instant): Instant | undefined {
  const needs = attentionOf(record);
  return needs?.kind === 'due' && needs.at <= now ? needs.at : undefined;
}

async function sweepCase(
  deps: SweepDeps,
  file: CaseFile,
  now: Instant,
): Promise<'closed' | 'restarted' | 'handedOver' | 'idle'> {
  switch (file.case.status) {
    case 'resolved':
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
  await deliverReserved(deps, after(file, change), reservedBy(change));
  return true;
}

/** No machine watches the offer of a case that a person has: its money is given back here, and the owner told. */
async function expireWithPerson(deps: SweepDeps, offer: Offer, now: Instant): Promise<boolean> {
  const expired = expireOffer(offer, now);
  if (!expired.ok) return false;
  if (offer.caseId === undefined) return expireUnanswered(deps, offer, expired.value, now);
  const file = await openFile(deps, offer.caseId);
  // Its machine ends it, or the case falls due for having lost its machine.
  if (file.case.status === 'awaiting-customer' && !file.case.person) return false;
  const owner = deps.firm.settings.staff.find((user) => user.id === file.case.person?.owner);
  return saved(deps, file, [{ happening: { type: 'OfferExpired', offerId: offer.id } }], {
    offer: { kind: 'settle', before: offer, after: expired.value, budget: 'release' },
    ...(owner && {
      mails: [reserveMail(file.case, 'offer-answer', owner.address, now, file.case.factCount + 1)],
    }),
  });
}

/** A campaign's offer that nobody answered: its money is given back; the customer's way reads it as expired. */
async function expireUnanswered(deps: SweepDeps, before: Offer, after: Offer, at: Instant): Promise<boolean> {
  const fact = campaignOfferFact(after, { at, by: theSystem }, { type: 'OfferExpired', offerId: after.id });
  const change = { kind: 'settle', before, after, budget: 'release' } as const;
  return (await deps.campaignOffers.settle(change, [fact])) === 'saved';
}

/** Nobody let a campaign's offer out in time: its money is given back, also where the campaign runs no more. */
async function endWaiting({ campaignOffers }: SweepDeps, before: Offer, at: Instant): Promise<boolean> {
  if (!before.campaign || !hasWaitedTooLong(before, at)) return false;
  const taken = takenBack(before, 'not-in-time', { at, by: theSystem });
  return taken !== undefined && (await campaignOffers.settle(taken.change, taken.facts)) === 'saved';
}

/** Nobody said that an accepted offer was carried out: it is owed, so a person looks. */
async function askAboutGrant(deps: SweepDeps, offer: Offer, now: Instant): Promise<boolean> {
  const overdue = overdueGrant(offer, now);
  if (!overdue || offer.caseId === undefined) return false;
  const file = await openFile(deps, offer.caseId);
  const tier = file.case.assessed?.tier ?? 'standard';
  return saved(
    deps,
    file,
    [
      // What was accepted is a promise of ours, and its day has passed.
      { happening: { type: 'OfferGrantOverdue', offerId: offer.id }, dispatch: 'enrol' },
      ...(isWithPerson(file.case) ? [] : [escalate(deps.firm, file.case, tier, ['grant-overdue'], now)]),
    ],
    { offer: { kind: 'settle', before: offer, after: overdue, budget: 'keep' } },
  );
}

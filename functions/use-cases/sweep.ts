import { earliest, plusDays, plusSeconds } from '../domain/instant.ts';
import type { Cases } from '../ports/cases.ts';
import type { Approvals, Offers } from '../ports/offers.ts';
import type { Sweeps } from '../ports/sweeps.ts';
import { sweepCase, type SweepCaseDeps } from './sweep-case.ts';
import { sweepOffer, type SweepOfferDeps } from './sweep-offer.ts';

interface SweepDeps extends SweepCaseDeps, SweepOfferDeps {
  readonly cases: SweepCaseDeps['cases'] & Pick<Cases, 'due'>;
  readonly offers: SweepCaseDeps['offers'] & Pick<Offers, 'due'>;
  readonly approvals: Pick<Approvals, 'ended'>;
  readonly sweeps: Sweeps;
}

interface Swept {
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
/**
 * Does what fell due since the last sweep, in due order, recomputed from the facts: closes, expires, restarts, hands over,
 * climbs, and sends the mails that a crash left behind.
 * What could not be done keeps the mark where it is, so that it is looked at again and never left behind.
 * @throws AggregateError when something failed, after all the rest was done
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.clock.now();
  const before = (await deps.sweeps.sweptUntil()) ?? plusDays(now, -FIRST_LOOK_BACK_DAYS);
  const since = plusSeconds(before, -OVERLAP_SECONDS);
  const cases = await deps.cases.due(since, now);
  const offers = [...(await deps.offers.due(since, now)), ...(await deps.approvals.ended(now))];

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
  let mark = now;
  const failures: unknown[] = [];
  /** One that fails holds up no other. */
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (failure) {
      failures.push(failure);
      mark = earliest(mark, before);
    }
  };
  for (const { id } of cases) {
    await attempt(async () => {
      const swept = await sweepCase(deps, id, now);
      if (swept) counts[swept.done] += 1;
      if (swept?.done === 'idle') mark = earliest(mark, swept.dueAt);
    });
  }
  for (const offer of offers) {
    await attempt(async () => {
      const swept = await sweepOffer(deps, offer, now);
      if (swept) counts[swept] += 1;
    });
  }
  await deps.sweeps.mark(mark);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} of what was due failed`);
  return counts;
}

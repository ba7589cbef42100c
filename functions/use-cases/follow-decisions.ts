import type { Participation } from '../domain/experiment/participation.ts';
import type { Cases } from '../ports/cases.ts';
import type { LoggedDecision } from '../ports/decision-log.ts';
import type { Experiments } from '../ports/experiments.ts';
import { inLanes } from './in-lanes.ts';

export interface FollowDecisionsDeps {
  readonly cases: Pick<Cases, 'read'>;
  readonly experiments: Pick<Experiments, 'ofCustomer'>;
}

/** What became of the customer whom a choice was about; minor units. It names nobody. */
interface Followed {
  /** What keeping them was worth at that moment. */
  readonly worth: number;
  /** How likely they were to leave, 0 to 1. */
  readonly risk: number;
  /** Absent as long as nobody has told. */
  readonly outcome?: NonNullable<Participation['outcome']>;
}

type FollowedDecision = LoggedDecision & { readonly followed?: Followed };

/** Reads under way at once. */
const LANES = 8;

/**
 * Decisions with what became of their customers. Followed is who was drawn by that very decision: not a stranger, not
 * one whom a rule left no choice, and of a customer who complained again only the first choice, because the first draw
 * stands. None of this depends on what was drawn, so those that are followed can be compared. Offers of campaigns are
 * not followed here: who is held out of one has no offer to find them by, and without them the others mislead.
 */
export async function followDecisions(
  deps: FollowDecisionsDeps,
  decisions: readonly LoggedDecision[],
): Promise<readonly FollowedDecision[]> {
  const followed: FollowedDecision[] = [...decisions];
  await inLanes(LANES, decisions, async (logged, place) => {
    const found = await follow(deps, logged);
    if (found) followed[place] = { ...logged, followed: found };
  });
  return followed;
}

async function follow(
  { cases, experiments }: FollowDecisionsDeps,
  { caseId, decision }: LoggedDecision,
): Promise<Followed | undefined> {
  if (caseId === undefined || decision.propensity === 1) return undefined;
  const assessed = (await cases.read(caseId))?.assessed;
  if (assessed?.customerId === undefined) return undefined;
  const parts = await experiments.ofCustomer(assessed.customerId);
  const part = parts.find(
    ({ experiment, at }) => experiment === decision.experiment && at === decision.decidedAt,
  );
  return (
    part && {
      worth: part.worth,
      risk: assessed.probability,
      ...(part.outcome && { outcome: part.outcome }),
    }
  );
}

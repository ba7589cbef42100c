import { isOpen, type Case } from '../case/case.ts';
import type { Fact } from '../case/fact.ts';
import { latest, plusSeconds, type Instant } from '../instant.ts';

/**
 * The machine of an escalated case goes first: it tries a step for about half an hour. Whoever has heard nothing after
 * that has lost the machine, and the sweeper does what it would have done.
 */
const LADDER_GRACE_SECONDS = 1800;

/**
 * When somebody has to see whether the machine came, after a fact: to give the case an owner, or to look up the ladder.
 * @param after the case with this fact and those written together with it
 */
export function ladderCheckAt({ happened, at }: Fact, after: Case): Instant | undefined {
  const turn = after.person;
  if (turn === undefined || !isOpen(after.status)) return undefined;
  switch (happened.type) {
    case 'CaseEscalated':
      return plusSeconds(at, LADDER_GRACE_SECONDS);
    case 'CaseAssigned':
    case 'CaseAcknowledged':
    case 'LadderClimbed':
      return plusSeconds(latest(turn.nextLookAt, at), LADDER_GRACE_SECONDS);
    default:
      return undefined;
  }
}

/** What the machine of an escalated case has left undone; undefined while it can still come. */
export function leftByTheLadder(
  record: Pick<Case, 'status' | 'person'>,
  facts: readonly Fact[],
  now: Instant,
): 'owner' | 'look' | undefined {
  const turn = record.person;
  if (turn === undefined || !isOpen(record.status)) return undefined;
  const ofTurn = facts.filter(({ number }) => number >= turn.round);
  const begunAt = ofTurn.find(({ number }) => number === turn.round)?.at;
  const hasOwner = ofTurn.some(({ happened }) => happened.type === 'CaseAssigned');
  const isLate = (since: Instant): boolean => plusSeconds(since, LADDER_GRACE_SECONDS) <= now;
  if (!hasOwner && begunAt !== undefined) return isLate(begunAt) ? 'owner' : undefined;
  return isLate(turn.nextLookAt) ? 'look' : undefined;
}

import { leftByTheLadder } from '../domain/escalation/lost-ladder.ts';
import type { CaseFile } from '../ports/cases.ts';
import { assignOwner, type EscalationDeps } from './assign-owner.ts';
import { climbLadder } from './climb-ladder.ts';

/**
 * Does for an escalated case what its machine should have done by now: gives it an owner who hears of it, or tells the
 * next rung. A machine that comes after all finds it done.
 * @returns whether anything had been left undone
 */
export async function carryLadder(deps: EscalationDeps, { case: record, facts }: CaseFile): Promise<boolean> {
  const undone = leftByTheLadder(record, facts, deps.clock.now());
  if (undone === undefined || record.person === undefined) return false;
  const { round } = record.person;
  if (undone === 'owner') await assignOwner(deps, record.id, round);
  // Looks at the clock itself, so a case that got its owner too late is told of at once.
  await climbLadder(deps, record.id, round);
  return true;
}

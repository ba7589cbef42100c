import type { StaffMember } from '../settings.ts';
import { byId, type Destination, type Staffing } from './assign.ts';

/** The highest level of a case: 0 is its owner, 1 the team lead, 2 the head, 3 the duty mailbox. */
export const DUTY_LEVEL = 3;

type Rung = Destination & { readonly level: number };

/**
 * Where a case goes next when nobody reacted on its level.
 * `owner` is who it was assigned to at the bottom; climbing tells others and does not change it.
 *
 * It cannot be silent: a rung that is empty (no superior, absent, recused) is passed over, a case without an owner
 * or with one who has left climbs by the leads in order of id, and from the duty mailbox it goes there again.
 */
export function nextRung(level: number, owner: string | undefined, staffing: Staffing): Rung {
  const above = superiors(owner, staffing.users);
  for (let next = Math.max(level + 1, 1); next < DUTY_LEVEL; next++) {
    const user = above[next - 1];
    if (user !== undefined && !staffing.unavailable.includes(user.id))
      return { to: 'user', user, level: next };
  }
  return { to: 'duty', address: staffing.dutyMailbox, level: DUTY_LEVEL };
}

/** Lead and head above a person. Somebody who leads themselves, or is led in a circle, has no superior. */
function superiors(owner: string | undefined, users: readonly StaffMember[]): readonly StaffMember[] {
  const find = (id: string | undefined) => users.find((user) => user.id === id);
  const bottom = find(owner);
  const lead =
    bottom === undefined
      ? users.filter((user) => user.groups.includes('lead')).toSorted(byId)[0]
      : find(bottom.lead);
  if (lead === undefined || lead === bottom) return [];
  const head = find(lead.lead);
  return head === undefined || head === lead || head === bottom ? [lead] : [lead, head];
}

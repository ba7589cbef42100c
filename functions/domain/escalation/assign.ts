import type { StaffMember } from '../settings.ts';

/** Where a case goes: to somebody of the staff, or to the duty mailbox when nobody can take it. */
export type Destination =
  { readonly to: 'user'; readonly user: StaffMember } | { readonly to: 'duty'; readonly address: string };

/** Who can be asked, and who not: absent, recused from this case, or named in the complaint. Ids of users. */
export interface Staffing {
  readonly users: readonly StaffMember[];
  readonly unavailable: readonly string[];
  readonly dutyMailbox: string;
}

/** Where two are equally fit: the same one every time. */
export const byId = (a: StaffMember, b: StaffMember): number => (a.id < b.id ? -1 : 1);

/**
 * Chooses an owner: the preferred user if there is one and they can (an account manager), else the handler with the
 * fewest open cases, equals by id. `openCases` counts per user id; who is missing has none.
 */
export function chooseOwner(
  staffing: Staffing,
  openCases: Readonly<Record<string, number>>,
  preferred?: string,
): Destination {
  const handlers = staffing.users.filter(
    (user) => user.groups.includes('handler') && !staffing.unavailable.includes(user.id),
  );
  const open = (user: StaffMember): number => openCases[user.id] ?? 0;
  const [idlest] = handlers.toSorted((a, b) => open(a) - open(b) || byId(a, b));
  const user = handlers.find((handler) => handler.id === preferred) ?? idlest;
  return user === undefined ? { to: 'duty', address: staffing.dutyMailbox } : { to: 'user', user };
}

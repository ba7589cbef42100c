import { staff } from '../domain/case/case.ts';
import type { EpisodeLink } from '../domain/case/case-link.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';
import { decideByStaff, type StaffCommand, type StaffResult } from './decide-by-staff.ts';

interface Deps {
  readonly cases: Pick<Cases, 'file' | 'save' | 'read'>;
  readonly clock: Clock;
}

/** A person says that two cases are one episode. Both show it; neither changes by it. */
export async function linkCases(
  deps: Deps,
  command: StaffCommand,
  other: string,
  evidence: string,
): Promise<StaffResult> {
  const decision = await decideByStaff(deps, command, async ({ case: record, links = [] }, at) => {
    if (record.id === other || !(await deps.cases.read(other))) return 'UnknownCase';
    if (links.some((link) => isStanding(link) && link.with === other)) return 'AlreadyLinked';
    const by = staff(command.by.id);
    return {
      happened: [{ happening: { type: 'CaseLinked', with: other, why: 'by-person' } }],
      extras: { links: [{ kind: 'episode', with: other, why: 'by-person', evidence, by, at }] },
    };
  });
  return decision.ok ? { ok: true, case: decision.change.after } : decision;
}

/** A person says that they are two after all. The link stays on both, undone, with who and why. */
export async function unlinkCases(
  deps: Deps,
  command: StaffCommand,
  other: string,
  reason: string,
): Promise<StaffResult> {
  const decision = await decideByStaff(deps, command, ({ links = [] }, at) => {
    const standing = links.filter(isStanding).find((link) => link.with === other);
    if (!standing) return 'NotLinked';
    return {
      happened: [{ happening: { type: 'CaseUnlinked', with: other, reason } }],
      extras: { links: [{ ...standing, undone: { by: staff(command.by.id), at, reason } }] },
    };
  });
  return decision.ok ? { ok: true, case: decision.change.after } : decision;
}

const isStanding = (link: { readonly kind: string }): link is EpisodeLink =>
  link.kind === 'episode' && !('undone' in link && link.undone !== undefined);

import { MailPostponed } from '../domain/mail/postponed.ts';
import type { StaffMember } from '../domain/settings.ts';
import { after } from './case-file.ts';
import { deliverReserved, reservedBy, type CaseWork } from './case-work.ts';
import { decideByStaff, type StaffCommand, type StaffResult } from './decide-by-staff.ts';

/** A person's change to a case: under the version they saw, fact first, then the mails. The stream wakes the machine. */
export async function changeByStaff(
  deps: CaseWork,
  command: StaffCommand,
  decide: Parameters<typeof decideByStaff>[2],
): Promise<StaffResult> {
  const decision = await decideByStaff(deps, command, decide);
  if (!decision.ok) return decision;
  const { file, change } = decision;
  const mailPending = await isPostponed(deliverReserved(deps, after(file, change), reservedBy(change)));
  return { ok: true, case: change.after, ...(mailPending && { mailPending }) };
}

/** A mail service that is down keeps nobody from working: the reservation stays, and the sweeper sends it. */
async function isPostponed(delivery: Promise<void>): Promise<boolean> {
  try {
    await delivery;
    return false;
  } catch (error) {
    if (error instanceof MailPostponed) return true;
    throw error;
  }
}

/** Leads may what handlers may, and decide what needs a second person. */
export const isLead = (member: StaffMember): boolean => member.groups.includes('lead');

import { staff, type Actor, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import type { Instant } from '../domain/instant.ts';
import type { StaffMember } from '../domain/settings.ts';
import type { CaseFile } from '../ports/cases.ts';
import { after, openFile } from './case-file.ts';
import { deliverReserved, reservedBy, type CaseWork } from './case-work.ts';

/** Who acts, and the version of the case they looked at. */
export interface StaffCommand {
  readonly caseId: string;
  readonly by: StaffMember;
  readonly version: number;
}

export type StaffRefusal =
  | 'NotFound'
  | 'Stale'
  | 'NotWithPerson'
  | 'AlreadyClaimed'
  | 'NotYours'
  | 'UnknownUser'
  | 'AlreadyEnded'
  | 'UnknownOffer'
  | 'OfferNotPossible'
  | 'OfferOpen'
  | 'OfferRefused'
  | 'NotWaiting'
  | 'SamePerson'
  | 'LeadOnly'
  | 'NotQuarantined';

export type StaffResult =
  /** `mailPending`: the change stands, and its mail goes out when the mail service is back. */
  | { readonly ok: true; readonly case: Case; readonly mailPending?: boolean }
  | { readonly ok: false; readonly reason: StaffRefusal; readonly case?: Case };

export const refused = (reason: StaffRefusal, record?: Case): StaffResult => ({
  ok: false,
  reason,
  ...(record && { case: record }),
});

interface Decided {
  readonly happened: readonly Happened[];
  readonly extras?: Partial<Pick<CaseChange, 'messages' | 'mails' | 'offer'>>;
}

/**
 * A person's change to a case: under the version they saw, fact first, then the mails. The stream wakes the machine.
 * `decide` returns a refusal as a value.
 */
export async function changeByStaff(
  deps: CaseWork,
  command: StaffCommand,
  decide: (file: CaseFile, at: Instant) => StaffRefusal | Decided | Promise<StaffRefusal | Decided>,
): Promise<StaffResult> {
  const file = await deps.cases.file(command.caseId);
  if (!file) return refused('NotFound');
  if (file.case.version !== command.version) return refused('Stale', file.case);
  const at = deps.clock.now();
  const decided = await decide(file, at);
  if (typeof decided === 'string') return refused(decided, file.case);
  const by: Actor = staff(command.by.id);
  const change = changeCase(file.case, { at, by }, decided.happened, decided.extras);
  const saved = await deps.cases.save(change);
  if (saved.kind === 'offer-refused') return refused('OfferRefused', file.case);
  if (saved.kind !== 'saved') return refused('Stale', (await openFile(deps, command.caseId)).case);
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

export const isLead = (member: StaffMember): boolean => member.groups.includes('lead');

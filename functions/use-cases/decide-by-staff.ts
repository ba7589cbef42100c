import { staff, type Actor, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import type { Instant } from '../domain/instant.ts';
import type { StaffMember } from '../domain/settings.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';
import { openFile } from './case-file.ts';

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
  | 'SecondOffer'
  | 'OfferRefused'
  | 'NotWaiting'
  | 'SamePerson'
  | 'LeadOnly'
  | 'NotQuarantined'
  | 'UnknownCase'
  | 'AlreadyLinked'
  | 'NotLinked';

export type StaffResult =
  /** `mailPending`: the change stands, and its mail goes out when the mail service is back. */
  | { readonly ok: true; readonly case: Case; readonly mailPending?: boolean }
  | { readonly ok: false; readonly reason: StaffRefusal; readonly case?: Case };

const refused = (reason: StaffRefusal, record?: Case): Extract<StaffResult, { readonly ok: false }> => ({
  ok: false,
  reason,
  ...(record && { case: record }),
});

interface Decided {
  readonly happened: readonly Happened[];
  readonly extras?: Partial<Pick<CaseChange, 'messages' | 'mails' | 'offer' | 'links'>>;
}

/** A change that a person made, and the case as they saw it. */
type Decision =
  | { readonly ok: true; readonly file: CaseFile; readonly change: CaseChange }
  | Extract<StaffResult, { readonly ok: false }>;

/**
 * A person's change to a case, under the version they saw. Mails that it reserves are left to the caller, so that who
 * sends none need not carry the means for it. `decide` returns a refusal as a value.
 */
export async function decideByStaff(
  deps: { readonly cases: Pick<Cases, 'file' | 'save'>; readonly clock: Clock },
  command: StaffCommand,
  decide: (file: CaseFile, at: Instant) => StaffRefusal | Decided | Promise<StaffRefusal | Decided>,
): Promise<Decision> {
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
  return { ok: true, file, change };
}

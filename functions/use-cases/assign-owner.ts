import { isOpen, theSystem, type Case, type PersonTurn } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import type { MailRecord } from '../domain/case/mail-record.ts';
import { chooseOwner, type Staffing } from '../domain/escalation/assign.ts';
import { secondsUntil, type Instant } from '../domain/instant.ts';
import type { Cases } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';
import { after, openFile, reserveMail } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { leftByAnswers, deliverReserved, ofPurpose, type CaseWork } from './case-work.ts';
import type { Firm } from './firm.ts';

export interface EscalationDeps extends CaseWork {
  readonly cases: Pick<Cases, 'file' | 'save' | 'queue'>;
  readonly customers: Pick<Customers, 'byId'>;
}

/** What the escalation machine waits for next, and how long. `nothing`: settled, or another round took over. */
export interface EscalationStep {
  readonly caseId: string;
  readonly round: number;
  readonly waitFor: 'acknowledgement' | 'resolution' | 'nothing';
  readonly waitSeconds: number;
}

/** Owner of a case that nobody can take: the duty mailbox has it until somebody claims it. */
export const DUTY = 'duty';

/** Cases of the queue that are counted to find the idlest handler; beyond that all are busy. */
const COUNTED = 200;

/** Who there is to take a case. */
export const staffing = (firm: Firm): Staffing => ({
  users: firm.settings.staff,
  unavailable: [],
  dutyMailbox: firm.settings.dutyMailbox,
});

/** The turn of this round, if it is still the one that runs. */
export const turnOf = (record: Case, round: number): PersonTurn | undefined =>
  record.person?.round === round && isOpen(record.status) ? record.person : undefined;

/** Gives the case an owner and tells them who, why and by when; run again, it only finishes what is left. */
export async function assignOwner(
  deps: EscalationDeps,
  caseId: string,
  round: number,
): Promise<EscalationStep> {
  let file = await openFile(deps, caseId);
  const turn = turnOf(file.case, round);
  if (!turn) return settled(caseId, round);
  const at = deps.clock.now();
  const isNotice = (mail: MailRecord): boolean => mail.number === round && notices(mail);
  if (!file.mails.some(isNotice)) {
    const { owner, mail } = await choose(deps, file.case, turn, at);
    const change = changeCase(
      file.case,
      { at, by: theSystem },
      [{ happening: { type: 'CaseAssigned', owner } }],
      { mails: [mail] },
    );
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(deps, file, (mail) => isNotice(mail) || left(mail));
  return stepFor(file.case, round, deps.clock.now());
}

const notices = ofPurpose('owner-notice', 'duty-notice');
const left = ofPurpose(...leftByAnswers);

async function choose(
  deps: EscalationDeps,
  record: Case,
  turn: PersonTurn,
  at: Instant,
): Promise<{ owner: string; mail: MailRecord }> {
  const { settings } = deps.firm;
  const claimed = settings.staff.find((user) => user.id === turn.owner);
  if (claimed)
    return { owner: claimed.id, mail: reserveMail(record, 'owner-notice', claimed.address, at, turn.round) };
  const customerId = record.assessed?.customerId;
  const [{ items }, customer] = await Promise.all([
    deps.cases.queue(turn.queue, undefined, COUNTED),
    customerId === undefined ? undefined : deps.customers.byId(customerId),
  ]);
  const open: Record<string, number> = {};
  for (const { person } of items)
    if (person?.owner !== undefined) open[person.owner] = (open[person.owner] ?? 0) + 1;
  const chosen = chooseOwner(staffing(deps.firm), open, customer?.accountManager);
  return chosen.to === 'user'
    ? {
        owner: chosen.user.id,
        mail: reserveMail(record, 'owner-notice', chosen.user.address, at, turn.round),
      }
    : { owner: DUTY, mail: reserveMail(record, 'duty-notice', chosen.address, at, turn.round) };
}

/** Nothing is to be waited for any more. */
export const settled = (caseId: string, round: number): EscalationStep => ({
  caseId,
  round,
  waitFor: 'nothing',
  waitSeconds: 1,
});

/** Until the ladder is looked at next: the acknowledgement is due, or after it the resolution. */
export function stepFor(record: Case, round: number, now: Instant): EscalationStep {
  const turn = turnOf(record, round);
  if (!turn) return settled(record.id, round);
  return {
    caseId: record.id,
    round,
    waitFor: turn.acknowledgedAt === undefined ? 'acknowledgement' : 'resolution',
    waitSeconds: secondsUntil(now, turn.nextLookAt),
  };
}

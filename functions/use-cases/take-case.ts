import type { StaffMember } from '../domain/settings.ts';
import { reserveMail } from './case-file.ts';
import type { CaseWork } from './case-work.ts';
import { DUTY } from './assign-owner.ts';
import { isWithPerson, wakesTurn } from './escalation-turn.ts';
import { changeByStaff, isLead } from './staff-work.ts';
import type { StaffCommand, StaffResult } from './decide-by-staff.ts';

/** Takes a case nobody has acknowledged. Two who claim at once: one gets it, the other is told who has it. */
export const claimCase = (deps: CaseWork, command: StaffCommand): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }) => {
    if (!isWithPerson(record)) return 'NotWithPerson';
    const { owner, acknowledgedAt } = record.person ?? {};
    const free =
      owner === undefined ||
      owner === DUTY ||
      owner === command.by.id ||
      acknowledgedAt === undefined ||
      isLead(command.by);
    if (!free) return 'AlreadyClaimed';
    return {
      happened: [
        { happening: { type: 'CaseAssigned', owner: command.by.id } },
        { happening: { type: 'CaseAcknowledged', owner: command.by.id }, ...wakesTurn(record) },
      ],
    };
  });

/** The owner says: I have seen it and I am on it. The ladder then waits for the resolution. */
export const acknowledgeCase = (deps: CaseWork, command: StaffCommand): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }) => {
    if (!isWithPerson(record)) return 'NotWithPerson';
    const owner = record.person?.owner;
    if (owner !== undefined && owner !== DUTY && owner !== command.by.id && !isLead(command.by))
      return 'NotYours';
    return {
      happened: [{ happening: { type: 'CaseAcknowledged', owner: command.by.id }, ...wakesTurn(record) }],
    };
  });

/** Gives the case to somebody, who is told by mail. */
export const assignCase = (deps: CaseWork, command: StaffCommand, to: string): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }, at) => {
    if (!isWithPerson(record)) return 'NotWithPerson';
    const user = handlerOf(deps.firm.settings.staff, to);
    if (!user) return 'UnknownUser';
    return {
      happened: [{ happening: { type: 'CaseAssigned', owner: user.id } }],
      extras: { mails: [reserveMail(record, 'owner-notice', user.address, at, record.factCount + 1)] },
    };
  });

const handlerOf = (users: readonly StaffMember[], id: string): StaffMember | undefined =>
  users.find((user) => user.id === id && (user.groups.includes('handler') || user.groups.includes('lead')));

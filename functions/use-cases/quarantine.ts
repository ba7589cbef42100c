import type { Case } from '../domain/case/case.ts';
import type { Happened } from '../domain/case/change.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';
import { decideByStaff, type StaffCommand, type StaffResult } from './decide-by-staff.ts';

interface Deps {
  readonly cases: Pick<Cases, 'file' | 'save'>;
  readonly clock: Clock;
}

/** What triage or the trap took for spam is a complaint after all: it starts on its way as if it came now. */
export const acceptFromQuarantine = (deps: Deps, command: StaffCommand): Promise<StaffResult> =>
  decide(deps, command, { happening: { type: 'QuarantineAccepted' }, dispatch: 'recovery' });

/** It is spam: it leaves the list and stays in the record. */
export const rejectFromQuarantine = (deps: Deps, command: StaffCommand): Promise<StaffResult> =>
  decide(deps, command, { happening: { type: 'QuarantineRejected' } });

async function decide(deps: Deps, command: StaffCommand, happened: Happened): Promise<StaffResult> {
  const decision = await decideByStaff(deps, command, ({ case: record }) =>
    isQuarantined(record) ? { happened: [happened] } : 'NotQuarantined',
  );
  return decision.ok ? { ok: true, case: decision.change.after } : decision;
}

const isQuarantined = (record: Case): boolean => record.kind === 'spam' && record.status === 'closed';

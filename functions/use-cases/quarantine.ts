import type { Case } from '../domain/case/case.ts';
import type { CaseWork } from './case-work.ts';
import { changeByStaff, type StaffCommand, type StaffResult } from './staff-work.ts';

/** What triage or the trap took for spam is a complaint after all: it starts on its way as if it came now. */
export const acceptFromQuarantine = (deps: CaseWork, command: StaffCommand): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }) =>
    isQuarantined(record)
      ? { happened: [{ happening: { type: 'QuarantineAccepted' }, dispatch: 'recovery' }] }
      : 'NotQuarantined',
  );

/** It is spam: it leaves the list and stays in the record. */
export const rejectFromQuarantine = (deps: CaseWork, command: StaffCommand): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }) =>
    isQuarantined(record) ? { happened: [{ happening: { type: 'QuarantineRejected' } }] } : 'NotQuarantined',
  );

const isQuarantined = (record: Case): boolean => record.kind === 'spam' && record.status === 'closed';

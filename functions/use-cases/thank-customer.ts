import { isOpen, theSystem } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import { after, mailToCustomer, openFile, reserveMail } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { deliverReserved, ofPurpose, type CaseWork } from './case-work.ts';

/** Suggestion and praise: thanked and closed; praise is passed to the team that earned it. */
export async function thankCustomer(
  deps: CaseWork,
  caseId: string,
): Promise<{ readonly caseId: string; readonly status: string }> {
  let file = await openFile(deps, caseId);
  if (isOpen(file.case.status)) {
    const at = deps.clock.now();
    const change = changeCase(
      file.case,
      { at, by: theSystem },
      [{ happening: { type: 'CaseClosed', why: 'thanked' } }],
      {
        mails: [
          ...mailToCustomer(file.case, 'thanks', at),
          ...(file.case.kind === 'praise'
            ? [reserveMail(file.case, 'team-praise', deps.firm.settings.teamMailbox, at)]
            : []),
        ],
      },
    );
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(deps, file, ofPurpose('thanks', 'team-praise'));
  return { caseId, status: file.case.status };
}

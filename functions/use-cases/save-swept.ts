import { theSystem } from '../domain/case/case.ts';
import { changeCase, type ChangeExtras, type Happened } from '../domain/case/change.ts';
import type { CaseFile } from '../ports/cases.ts';
import { after } from './case-file.ts';
import { deliverReserved, reservedBy, type CaseWork } from './case-work.ts';

/**
 * Keeps what the sweeper does to a case, and sends its mails.
 * @returns false where somebody else was quicker: the next sweep looks again
 */
export async function saveSwept(
  deps: CaseWork,
  file: CaseFile,
  happened: readonly Happened[],
  extras: ChangeExtras = {},
): Promise<boolean> {
  const change = changeCase(file.case, { at: deps.clock.now(), by: theSystem }, happened, extras);
  const result = await deps.cases.save(change);
  if (result.kind !== 'saved') return false;
  await deliverReserved(deps, after(file, change), reservedBy(change));
  return true;
}

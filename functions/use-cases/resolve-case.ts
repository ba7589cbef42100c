import { isOpen, theSystem } from '../domain/case/case.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import { plusDays } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import {
  after,
  deliverReserved,
  hasMail,
  knowing,
  mailToCustomer,
  ofPurpose,
  openFile,
  saveOrThrow,
  type CaseWork,
} from './case-work.ts';

/** Written as root cause where a rule settled the case and no person looked into it. */
export const BY_RULE = 'by rule';

/**
 * Accepted: confirmed and closed. Without an offer: what is owed is told, the case is resolved, and closes by itself
 * unless the customer writes that it is not settled.
 */
export async function resolveCase(
  deps: CaseWork,
  caseId: string,
): Promise<{ readonly caseId: string; readonly status: string }> {
  let file = await openFile(deps, caseId);
  let offer: Offer | undefined;
  // Who ended the contract after accepting has been handed to a person meanwhile, who settles it.
  if (isOpen(file.case.status) && file.case.person === undefined) {
    const at = deps.clock.now();
    offer = file.case.offerId === undefined ? undefined : await deps.offers.byId(file.case.offerId);
    const accepted = offer?.status === 'accepted';
    const happened: Happened[] = [
      {
        happening: {
          type: 'CaseResolved',
          rootCause: BY_RULE,
          closeAt: accepted ? at : plusDays(at, deps.firm.settings.autoCloseAfterDays),
        },
      },
    ];
    if (accepted) happened.push({ happening: { type: 'CaseClosed', why: 'offer-accepted' } });
    const purpose = accepted || hasMail(file, 'decision') ? 'closing' : 'decision';
    const change = changeCase(file.case, { at, by: theSystem }, happened, {
      mails: mailToCustomer(file.case, purpose, at),
    });
    await saveOrThrow(deps, change);
    file = after(file, change);
  }
  await deliverReserved(knowing(deps, offer), file, ofPurpose('closing', 'decision'));
  return { caseId, status: file.case.status };
}

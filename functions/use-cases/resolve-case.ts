import { BY_RULE } from '../domain/case/by-rule.ts';
import { isOpen, theSystem } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { notSettledSince } from '../domain/case/not-settled.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile } from '../ports/cases.ts';
import { after, hasMail, mailToCustomer, openFile } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { deliverReserved, knowing, ofPurpose, type CaseWork } from './case-work.ts';
import { escalate } from './escalation-turn.ts';

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
    const change = notSettledSince(file.facts, 'OfferAnswered')
      ? handOn(deps, file, at)
      : settle(deps, file, accepted, at);
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(knowing(deps, offer), file, ofPurpose('closing', 'decision'));
  return { caseId, status: file.case.status };
}

function settle(deps: CaseWork, file: CaseFile, accepted: boolean, at: Instant): CaseChange {
  const resolved: Happened = {
    happening: {
      type: 'CaseResolved',
      rootCause: BY_RULE,
      closeAt: accepted ? at : plusDays(at, deps.firm.settings.autoCloseAfterDays),
    },
  };
  const closed: Happened = { happening: { type: 'CaseClosed', why: 'offer-accepted' } };
  const purpose = accepted || hasMail(file, 'decision') ? 'closing' : 'decision';
  return changeCase(file.case, { at, by: theSystem }, accepted ? [resolved, closed] : [resolved], {
    mails: mailToCustomer(file.case, purpose, at),
  });
}

/** The customer wrote that it is not settled while we were settling it: a person reads that, nothing closes over it. */
function handOn(deps: CaseWork, file: CaseFile, at: Instant): CaseChange {
  return changeCase(file.case, { at, by: theSystem }, [escalate(deps.firm, file.case, ['not-settled'], at)], {
    mails: hasMail(file, 'decision') ? [] : mailToCustomer(file.case, 'decision', at),
  });
}

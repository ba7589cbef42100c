import { isOpen, theSystem } from '../domain/case/case.ts';
import { changeCase, type Happened, type OfferChange } from '../domain/case/change.ts';
import type { Happening } from '../domain/case/fact.ts';
import { lastAssessment } from '../domain/case/last-assessment.ts';
import type { Instant } from '../domain/instant.ts';
import { notSettledSince } from '../domain/case/not-settled.ts';
import { expireOffer, withdrawOffer } from '../domain/offer/change.ts';
import type { PersonReason } from '../domain/escalation/reason.ts';
import { LOW_CONFIDENCE } from '../domain/triage/judgement.ts';
import { triage } from '../domain/triage/triage.ts';
import { reasonsOfFlags, whyAPerson } from '../domain/escalation/rules.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import {
  assessCustomer,
  assessmentOf,
  escalationOf,
  type AssessDeps,
  type Assessed,
} from './assess-customer.ts';
import { after, hasMail, mailToCustomer, openFile } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import { deliverReserved, ofPurpose, type CaseWork } from './case-work.ts';
import { escalate } from './escalation-turn.ts';
import { findEpisode } from './find-episode.ts';

interface HandOverDeps extends CaseWork, AssessDeps {
  readonly cases: Pick<Cases, 'file' | 'save' | 'openedBy'>;
}

interface HandedOver {
  readonly caseId: string;
  readonly route: 'handed' | 'resolve' | 'none';
}

/**
 * Puts a case into a person's queue, saying why. It looks at the case as it is now: an offer accepted at the last
 * moment goes on to be resolved, a case that a person has already stays where it is. What is owed and was
 * not told yet is told now, in the same words, without an offer.
 */
export async function handOver(deps: HandOverDeps, caseId: string): Promise<HandedOver> {
  let file = await openFile(deps, caseId);
  const { case: record } = file;
  const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
  if (isOpen(record.status) && offer?.status === 'accepted' && !record.person)
    return { caseId, route: 'resolve' };
  const handed = isOpen(record.status) && record.person === undefined;
  if (handed) {
    const at = deps.clock.now();
    const assessed = record.assessed ? undefined : await assessCustomer(deps, record, at);
    const episode = assessed && (await findEpisode(deps, file, assessed.recent, assessed.customer, at));
    const letGo = offer && offerLetGo(file, offer, at);
    const happened: Happened[] = [
      ...(episode?.happened ?? []),
      ...(assessed ? [assessmentOf(assessed, [])] : []),
      ...(letGo ? [{ happening: endOf(letGo) }] : []),
      escalate(
        deps.firm,
        record,
        reasons(deps, file, letGo ?? offer, assessed),
        at,
        assessed?.assessment.tier,
      ),
    ];
    const settle: OfferChange | undefined =
      offer && letGo ? { kind: 'settle', before: offer, after: letGo, budget: 'release' } : undefined;
    const change = changeCase(record, { at, by: theSystem }, happened, {
      mails: owedButNotTold(file) ? mailToCustomer(record, 'decision', at) : [],
      ...(settle && { offer: settle }),
      ...(episode && { links: episode.links }),
    });
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(deps, file, ofPurpose('decision'));
  return { caseId, route: handed ? 'handed' : 'none' };
}

/**
 * An offer whose time is over expires, and one that the customer has not been told of is taken back. One that they were
 * told of stays theirs to accept until its day.
 */
function offerLetGo(file: CaseFile, offer: Offer, at: Instant): Offer | undefined {
  const expired = expireOffer(offer, at);
  if (expired.ok) return expired.value;
  if (file.mails.some((mail) => mail.purpose === 'decision' && mail.status === 'sent')) return undefined;
  const withdrawn = withdrawOffer(offer, 'with-person');
  return withdrawn.ok ? withdrawn.value : undefined;
}

const endOf = ({ id: offerId, status }: Offer): Happening =>
  status === 'expired'
    ? { type: 'OfferExpired', offerId }
    : { type: 'OfferWithdrawn', offerId, why: 'with-person' };

const owedButNotTold = (file: CaseFile): boolean =>
  file.case.remedy !== undefined && file.case.remedy.kind !== 'none' && !hasMail(file, 'decision');

function reasons(
  deps: HandOverDeps,
  file: CaseFile,
  offer: Offer | undefined,
  assessed: Assessed | undefined,
): readonly string[] {
  const { case: record } = file;
  const found: string[] = [];
  const add = (holds: boolean, reason: PersonReason): void => {
    if (holds) found.push(reason);
  };
  add(offer?.status === 'declined', 'offer-declined');
  add(offer?.status === 'expired', 'offer-unanswered');
  add(offer?.status === 'call-me', 'call-me');
  add(offer?.contractCancelledAt !== undefined, 'contract-cancelled');
  found.push(...reasonsOfFlags(flagsOfAnswers(file)));
  add(offer !== undefined && notSettledSince(file.facts, 'OfferMade'), 'not-settled');
  add(record.kind === 'enquiry', 'enquiry');
  add(record.kind === 'cancellation', 'cancellation');
  found.push(...(assessed ? rulesOf(deps, file, assessed) : (lastAssessment(file.facts)?.person ?? [])));
  return found.length > 0 ? [...new Set(found)] : ['recovery-failed'];
}

/** What the customer wrote after the complaint itself; that was judged when it came. */
const flagsOfAnswers = ({ messages }: CaseFile): readonly string[] =>
  messages
    .filter(({ from, number }) => from === 'customer' && number > 1)
    .flatMap(({ text }) => triage({ text }).flags);

/** The rules of escalation for a case that never came as far as a plan. */
function rulesOf(
  deps: HandOverDeps,
  { case: record }: CaseFile,
  assessed: Assessed,
): readonly PersonReason[] {
  return whyAPerson(
    {
      ...escalationOf(record, assessed),
      // What was never triaged has not been found unsure.
      triageConfidence: record.triaged?.confidence ?? LOW_CONFIDENCE,
      remedyNeedsPerson: false,
      offerNeedsApproval: false,
    },
    { valueAtRisk: deps.firm.settings.valueAtRisk },
  );
}

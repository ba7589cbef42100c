import { theCustomer, type Case } from '../domain/case/case.ts';
import { changeCase, type Happened, type OfferChange } from '../domain/case/change.ts';
import type { MailRecord } from '../domain/case/mail-record.ts';
import type { Instant } from '../domain/instant.ts';
import { decideAnswer, type AnswerDecision } from '../domain/offer/answer.ts';
import { isHeldBack } from '../domain/offer/approval.ts';
import { settlementOf } from '../domain/offer/budget.ts';
import { acceptanceOf, type Acceptance } from '../domain/offer/granting.ts';
import type { Offer, OfferAnswer } from '../domain/offer/offer.ts';
import { VOUCHER_BYTES } from '../domain/offer/voucher.ts';
import type { CaseFile } from '../ports/cases.ts';
import {
  answerCampaignOffer,
  type CampaignAnswer,
  type CampaignAnswerDeps,
} from './answer-campaign-offer.ts';
import { mailToCustomer, openFile, reserveMail, type CaseDesk } from './case-file.ts';
import { saveBraked } from './save-change.ts';
import { ownerOf } from './firm.ts';
import { escalate, isWithPerson, wakesTurn } from './escalation-turn.ts';

/** To give what was accepted, a voucher's code is drawn; an answer to a campaign's offer may open a case. */
export interface AnswerDeps extends CaseDesk, Pick<CampaignAnswerDeps, 'customers' | 'campaignOffers'> {
  readonly cases: CaseDesk['cases'] & CampaignAnswerDeps['cases'];
  readonly ids: CampaignAnswerDeps['ids'];
}

type AnswerRecorded =
  | { readonly kind: 'recorded'; readonly answer: OfferAnswer }
  | { readonly kind: 'already-answered'; readonly recorded: OfferAnswer }
  | { readonly kind: 'expired'; readonly recorded: OfferAnswer }
  | { readonly kind: 'not-open' };

/** Two answers at once: one is written, the other reads again and finds it. */
const TRIES = 5;

/**
 * Decides once on an answer by link. The fact is written and wakes a machine through the stream, which sends the mails
 * reserved here: a mail service that is down keeps nobody from answering. Leaving the contract is never refused: it is
 * recorded and confirmed by mail after an answer and after expiry too.
 * @param justRead the offer as the caller has it; if it has changed since, the write fails and it is read again
 */
export async function recordOfferAnswer(
  deps: AnswerDeps,
  offerId: string,
  answer: OfferAnswer,
  justRead?: Offer,
): Promise<AnswerRecorded> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const offer = (attempt === 1 ? justRead : undefined) ?? (await deps.offers.byId(offerId));
    if (!offer) throw new Error(`${offerId} is not in the store`);
    const at = deps.clock.now();
    const decision = decideAnswer(offer, answer, at);
    const next = 'next' in decision ? decision.next : undefined;
    if (!next) return outcome(decision, answer);
    const accepted =
      decision.kind === 'decided' && decision.grants
        ? acceptanceOf(next, at, () => deps.ids.random(VOUCHER_BYTES))
        : undefined;
    const change = settle(offer, next, accepted);
    const granted = grantFacts(offer, accepted);
    const saved =
      offer.caseId === undefined
        ? await answerCampaignOffer(deps, {
            offer: ofCampaign(offer),
            answer,
            late: isLate(offer, decision),
            change,
            granted,
          })
        : await answerOnCase(deps, offer.caseId, { offer, decision, answer, at }, { change, granted });
    if (saved === 'saved') return outcome(decision, answer);
  }
  throw new Error(`${offerId} changed at every try to answer it`);
}

/** @throws for an offer that is neither on a case nor a campaign's: nothing makes such */
function ofCampaign(offer: Offer): CampaignAnswer['offer'] {
  const { campaign } = offer;
  if (!campaign) throw new Error(`${offer.id} was made on no case and by no campaign`);
  return { ...offer, campaign };
}

const isLate = (offer: Offer, decision: AnswerDecision): boolean =>
  decision.kind === 'late' || (decision.kind === 'cancelled' && offer.status !== 'open');

/** An answer to an offer as it was read, and what was decided about it. */
interface Answered {
  readonly offer: Offer;
  readonly decision: AnswerDecision;
  readonly answer: OfferAnswer;
  readonly at: Instant;
}

async function answerOnCase(
  deps: AnswerDeps,
  caseId: string,
  answered: Answered,
  { change, granted }: { readonly change: OfferChange; readonly granted: readonly Happened[] },
): Promise<'saved' | 'stale'> {
  const { answer, at } = answered;
  const file = await openFile(deps, caseId);
  const changed = changeCase(
    file.case,
    { at, by: theCustomer },
    [...facts(deps, file.case, answered), ...granted],
    { offer: change, mails: mails(deps, file, answer, at) },
  );
  return (await saveBraked(deps, changed)).kind === 'saved' ? 'saved' : 'stale';
}

function outcome(decision: AnswerDecision, answer: OfferAnswer): AnswerRecorded {
  switch (decision.kind) {
    case 'decided':
      return { kind: 'recorded', answer };
    case 'cancelled':
      return { kind: 'recorded', answer: 'cancel-contract' };
    case 'repeated':
    case 'already-answered':
      return { kind: 'already-answered', recorded: decision.recorded };
    case 'late':
      return { kind: 'expired', recorded: decision.recorded };
    case 'not-open':
      return { kind: 'not-open' };
  }
}

/** The offer held its cost only while it was open, so only then is there something to spend or release. */
const settle = (before: Offer, next: Offer, accepted: Acceptance | undefined): CampaignAnswer['change'] => ({
  kind: 'settle',
  before,
  after: accepted ? { ...next, grant: accepted.grant } : next,
  budget:
    before.status === 'open' || isHeldBack(before)
      ? settlementOf(next.status, accepted?.grant.state === 'applied')
      : 'keep',
  ...(accepted?.voucher && { voucher: accepted.voucher }),
  ...(accepted?.posting && { posting: accepted.posting }),
});

/** What was given with the acceptance, or asked of others: the fact is what tells them, through the stream. */
function grantFacts(offer: Offer, accepted: Acceptance | undefined): Happened[] {
  if (!accepted) return [];
  const { by, answerBy } = accepted.grant;
  const { id: offerId, catalogueId, catalogueVersion, cost, customerKey } = offer;
  if (answerBy === undefined) return [{ happening: { type: 'OfferGranted', offerId, by, late: false } }];
  return [
    {
      happening: {
        type: 'OfferGrantRequested',
        offerId,
        by,
        catalogueId,
        catalogueVersion,
        cost,
        customerKey,
        answerBy,
      },
    },
  ];
}

function facts(deps: CaseDesk, record: Case, { offer, decision, answer, at }: Answered): Happened[] {
  const happened: Happened[] = [];
  const leaves = decision.kind === 'cancelled';
  if (leaves) happened.push({ happening: { type: 'ContractCancellationRequested' } });
  const late = isLate(offer, decision);
  const machineWaits =
    record.status === 'awaiting-customer' && record.person === undefined && offer.status === 'open';
  happened.push({
    happening: { type: 'OfferAnswered', offerId: offer.id, answer, late },
    ...(machineWaits &&
      decision.kind !== 'late' && { dispatch: 'wake' as const, wakes: { wait: 'offer' as const, answer } }),
    ...(isWithPerson(record) && wakesTurn(record)),
  });
  if (leaves && !machineWaits && !isWithPerson(record)) {
    const leaving: Case = { ...record, cancellationAt: at };
    happened.push(escalate(deps.firm, leaving, ['contract-cancelled'], at));
  }
  return happened;
}

/** The customer gets the cancellation confirmed at once, and anew when they had taken one back; a person who has the case learns every answer. */
function mails(deps: CaseDesk, file: CaseFile, answer: OfferAnswer, at: Instant): MailRecord[] {
  const { case: record } = file;
  const confirmed = file.mails.filter(({ purpose }) => purpose === 'cancellation-confirmed');
  const takenBackAt = file.facts.findLast(
    ({ happened }) => happened.type === 'CaseResolved' && happened.stays === true,
  )?.at;
  const isNews = confirmed.every(({ reservedAt }) => takenBackAt !== undefined && reservedAt <= takenBackAt);
  const confirmation =
    answer === 'cancel-contract' && isNews
      ? mailToCustomer(record, 'cancellation-confirmed', at, confirmed.length + 1)
      : [];
  const owner = ownerOf(deps.firm, record);
  const notice = owner ? [reserveMail(record, 'offer-answer', owner.address, at, record.factCount + 1)] : [];
  return [...confirmation, ...notice];
}

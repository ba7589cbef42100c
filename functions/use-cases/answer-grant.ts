import { staff } from '../domain/case/case.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Grant, GrantAnswer } from '../domain/offer/grant.ts';
import { answerGrant, type GrantDecision } from '../domain/offer/granting.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { StaffMember } from '../domain/settings.ts';
import type { CaseFile } from '../ports/cases.ts';
import { openFile, type CaseDesk } from './case-file.ts';
import { escalate, isWithPerson, wakesTurn } from './escalation-turn.ts';

type GrantAnswered =
  | { readonly kind: 'recorded' | 'repeated' | 'contradicts'; readonly grant: Grant; readonly late: boolean }
  | { readonly kind: 'unknown-offer' | 'nothing-to-grant' };

/** Two answers at once: one is written, the other reads again and finds it. */
const TRIES = 5;

/**
 * Records what billing, or a person, says became of an accepted offer. The first answer stands, the same again changes
 * nothing, another is kept as a contradiction. What could not be carried out is owed on, and goes to a person.
 */
export async function recordGrantAnswer(
  deps: CaseDesk,
  offerId: string,
  answer: { readonly result: GrantAnswer; readonly reference?: string | undefined },
  by: Pick<StaffMember, 'id'>,
): Promise<GrantAnswered> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const offer = await deps.offers.byId(offerId);
    if (!offer) return { kind: 'unknown-offer' };
    const at = deps.clock.now();
    const decision = answerGrant(offer, answer, at);
    const next = 'next' in decision ? decision.next : undefined;
    if (!next) return outcome(decision, offer);
    // What was accepted is on a case: an answer to a campaign's offer opens one.
    if (offer.caseId === undefined) return { kind: 'nothing-to-grant' };
    const file = await openFile(deps, offer.caseId);
    const change = changeCase(
      file.case,
      { at, by: staff(by.id) },
      happenedTo(deps, file, { offer, decision, result: answer.result, at }),
      {
        offer: {
          kind: 'settle',
          before: offer,
          after: next,
          budget: decision.kind === 'recorded' && answer.result === 'applied' ? 'carry-out' : 'keep',
        },
      },
    );
    if ((await deps.cases.save(change)).kind === 'saved') return outcome(decision, next);
  }
  throw new Error(`${offerId} changed at every try to record its grant`);
}

function outcome(decision: GrantDecision, { grant }: Offer): GrantAnswered {
  if (decision.kind === 'nothing-to-grant' || !grant) return { kind: 'nothing-to-grant' };
  return { kind: decision.kind, grant, late: decision.kind === 'recorded' && decision.late };
}

/** What was accepted is a promise of ours, and it was kept by its day (ADR 073). A stranger has no record to keep that on. */
const promiseKept = ({ id: promiseId, customerKey }: Offer): Happened[] =>
  customerKey.startsWith(idPrefixes.customer)
    ? [{ happening: { type: 'PromiseKept', promiseId, customerId: customerKey } }]
    : [];

/** Its day passed before this answer, and the sweeper, who says so of what nobody answers, had not come by. */
const promiseBroken = ({ id: offerId, grant }: Offer): Happened[] =>
  grant?.overdueAt === undefined
    ? [{ happening: { type: 'OfferGrantOverdue', offerId }, dispatch: 'enrol' }]
    : [];

/** What is said of the grant of an offer as it was read, and what was decided about it. */
interface Said {
  readonly offer: Offer;
  readonly decision: GrantDecision;
  readonly result: GrantAnswer;
  readonly at: string;
}

function happenedTo(
  deps: CaseDesk,
  { case: record }: CaseFile,
  { offer, decision, result, at }: Said,
): Happened[] {
  const offerId = offer.id;
  if (decision.kind === 'contradicts') {
    const recorded = decision.grant.state === 'failed' ? ('failed' as const) : ('applied' as const);
    return [{ happening: { type: 'OfferGrantContradicted', offerId, recorded, said: result } }];
  }
  const late = decision.kind === 'recorded' && decision.late;
  const broken = late ? promiseBroken(offer) : [];
  if (result === 'applied') {
    const granted: Happened = {
      happening: { type: 'OfferGranted', offerId, by: offer.grant?.by ?? 'person', late },
    };
    return late ? [...broken, granted] : [granted, ...promiseKept(offer)];
  }
  const failed: Happened = { happening: { type: 'OfferGrantFailed', offerId, late } };
  if (isWithPerson(record)) return [...broken, { ...failed, ...wakesTurn(record) }];
  return [...broken, failed, escalate(deps.firm, record, ['grant-failed'], at)];
}

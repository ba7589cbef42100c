import { isOpen, theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type CaseChange, type Happened } from '../domain/case/change.ts';
import { StaleCase } from '../domain/case/errors.ts';
import type { Happening } from '../domain/case/fact.ts';
import { lastAssessment } from '../domain/case/last-assessment.ts';
import { whyAPerson } from '../domain/escalation/rules.ts';
import { idPrefixes } from '../domain/ids.ts';
import { CONTROL_GROUP, RECOVERY_EXPERIMENT, type Arm } from '../domain/experiment/arm.ts';
import type { Participation } from '../domain/experiment/participation.ts';
import { recoveryParticipation } from '../domain/experiment/recovery-participation.ts';
import { earliest, plusDays, secondsUntil, type Instant } from '../domain/instant.ts';
import { noOffer, type Decision } from '../domain/offer/decision.ts';
import { newOffer } from '../domain/offer/new-offer.ts';
import type { Offer } from '../domain/offer/offer.ts';
import { planOffer } from '../domain/offer/plan.ts';
import { grantRemedy, type RemedyDecision } from '../domain/remedy/rules.ts';
import { mayGrant } from '../domain/remedy/without-person.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock, Digests, Ids } from '../ports/world.ts';
import {
  assessCustomer,
  assessmentOf,
  escalationOf,
  type AssessDeps,
  type Assessed,
} from './assess-customer.ts';
import { drawArm, type Drawn } from './draw-arm.ts';
import type { Firm } from './firm.ts';
import { openFile } from './case-file.ts';
import { findEpisode } from './find-episode.ts';
import { reservationOf, weighedOf, weighOffers, type WeighDeps, type Weighed } from './weigh-offers.ts';

interface PlanDeps extends AssessDeps, WeighDeps {
  readonly digests: Pick<Digests, 'hash' | 'draw'>;
  readonly firm: Firm;
  readonly cases: Pick<Cases, 'file' | 'save' | 'openedBy'>;
  readonly offers: Pick<Offers, 'standing' | 'byId'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

type Plan =
  | {
      readonly route: 'offer';
      readonly caseId: string;
      readonly offerId: string;
      readonly remindAfterSeconds: number;
      readonly giveUpAfterSeconds: number;
    }
  | { readonly route: 'resolve' | 'person'; readonly caseId: string };

/** Names the draw among offers; by case, so that a second complaint is drawn anew. */
const OFFER_CHOICE = 'offer-choice-1';

/** The budget or the customer's limits moved while we weighed: weigh again, a few times. */
const WEIGHINGS = 4;

/**
 * Assesses the customer, grants what is owed, and decides about an offer, in one write. The remedy comes from the
 * category alone and is written whatever becomes of the offer.
 */
export async function planRecovery(deps: PlanDeps, caseId: string): Promise<Plan> {
  const file = await openFile(deps, caseId);
  if (!isOpen(file.case.status)) return { route: 'person', caseId };
  if (file.case.assessed) return standingPlan(deps, file);
  const at = deps.clock.now();
  const assessed = await assessCustomer(deps, file.case, at);
  const episode = await findEpisode(deps, file, assessed.recent, assessed.customer, at);
  const drawn = await drawArm(
    deps,
    RECOVERY_EXPERIMENT,
    deps.firm.settings.holdoutShare,
    assessed.customer?.id ?? file.case.email,
  );
  const seed = await deps.digests.draw(OFFER_CHOICE, caseId);

  for (let weighing = 1; weighing <= WEIGHINGS; weighing += 1) {
    const weighed = await weighOffers(
      deps,
      assessed,
      { email: file.case.email, category: file.case.triaged?.category ?? 'other' },
      at,
    );
    const { change, plan } = decide(deps, {
      file,
      assessed,
      weighed,
      drawn,
      seed,
      at,
      before: episode.happened,
    });
    const saved = await deps.cases.save({ ...change, links: episode.links });
    if (saved.kind === 'saved') return plan;
    if (saved.kind !== 'offer-refused') break;
  }
  throw new StaleCase(caseId);
}

/** What the plan is made of, read and drawn before. */
interface Situation {
  readonly file: CaseFile;
  readonly assessed: Assessed;
  readonly weighed: Weighed;
  readonly drawn: Drawn;
  /** Seed of the draw among offers. */
  readonly seed: number;
  readonly at: Instant;
  /** What is written before the plan, such as links to other cases. */
  readonly before: readonly Happened[];
}

function decide(deps: PlanDeps, situation: Situation): { change: CaseChange; plan: Plan } {
  const { file, assessed, weighed, drawn, seed, at, before } = situation;
  const { case: record } = file;
  const when = { at, by: theSystem };
  const remedy = remedyOf(record, deps.firm.settings.currency, at);
  const decision = planOffer({
    ...weighed.situation,
    experiment: RECOVERY_EXPERIMENT,
    edition: weighed.edition.edition,
    holdoutShare: drawn.share,
    draw: drawn.draw,
    seed,
    at,
  });
  const person = reasonsForPerson(deps, situation, remedy, decision);
  const owed: Happened[] = [
    ...before,
    assessmentOf(assessed, person),
    ...(remedy.outcome === 'needs-person'
      ? []
      : [{ happening: { type: 'RemedyGranted' as const, remedy: remedy.remedy } }]),
  ];
  if (person.length > 0)
    return { change: changeCase(record, when, owed), plan: { route: 'person', caseId: record.id } };

  const offer = reserve(deps, record.id, decision, weighed, at);
  const participation = recoveryParticipation(assessed.customer, assessed.assessment, decision, at, {
    category: record.triaged?.category ?? 'other',
    offerId: offer?.id,
  });
  const happened: Happened[] = [
    ...owed,
    { happening: { type: 'OfferDecided', decision } },
    ...(offer ? [{ happening: made(offer) }] : []),
  ];
  return {
    change: changeCase(record, when, happened, {
      ...(participation && { participations: bothExperiments(participation, drawn.control) }),
      ...(offer && { offer: reservationOf(weighed, offer) }),
    }),
    plan: offer ? offerPlan(deps, record.id, offer, at) : { route: 'resolve', caseId: record.id },
  };
}

/** Why a person gets the case; somebody may have it already, such as when the acknowledgement could not be delivered. */
function reasonsForPerson(
  { firm }: PlanDeps,
  { file: { case: record }, assessed }: Situation,
  remedy: RemedyDecision,
  decision: Decision,
): string[] {
  const found = whyAPerson(
    {
      ...escalationOf(record, assessed),
      // What was never triaged is as unsure as can be.
      triageConfidence: record.triaged?.confidence ?? 0,
      remedyNeedsPerson: remedy.outcome === 'needs-person',
      offerNeedsApproval: decision.needsApproval,
    },
    { valueAtRisk: firm.settings.valueAtRisk },
  );
  const unreachable = record.unreachable === true ? ['customer-unreachable'] : [];
  return [...new Set([...(record.person?.reasons ?? []), ...found, ...unreachable])];
}

const made = ({ id: offerId, catalogueId, cost, validUntil }: Offer): Happening => ({
  type: 'OfferMade',
  offerId,
  catalogueId,
  cost,
  validUntil,
  approved: true,
});

/** The customer's part beside a remedy, and where the firm has a control group, their part in that. */
const bothExperiments = (participation: Participation, control: Arm | undefined): Participation[] => [
  participation,
  ...(control ? [{ ...participation, experiment: CONTROL_GROUP, arm: control }] : []),
];

/** What the rule of the category grants, where what was written leaves no doubt that it is this that is owed. */
function remedyOf({ triaged }: Case, currency: string, at: Instant): RemedyDecision {
  if (!triaged) return { outcome: 'needs-person' };
  const granted = grantRemedy(triaged.category, { currency }, at);
  return mayGrant(granted, triaged) ? granted : { outcome: 'needs-person' };
}

function reserve(
  deps: PlanDeps,
  caseId: string,
  decision: Decision,
  weighed: Weighed,
  at: Instant,
): Offer | undefined {
  if (decision.action === noOffer) return undefined;
  const chosen = decision.candidates.find((candidate) => candidate.catalogueId === decision.action);
  if (chosen?.cost === undefined) throw new Error(`the chosen offer ${decision.action} has no cost`);
  return newOffer(weighed.edition, {
    id: deps.ids.next(idPrefixes.offer),
    caseId,
    customerKey: weighed.customerKey,
    catalogueId: chosen.catalogueId,
    cost: chosen.cost,
    budgetPeriod: weighed.situation.budget.period,
    status: 'open',
    at,
    atMostDays: deps.firm.settings.offerValidDays,
    madeBy: 'policy',
    weighed: weighedOf(weighed, chosen),
  });
}

/** Remind at the set time, or half-way through an offer that ends before that. */
function offerPlan(deps: PlanDeps, caseId: string, offer: Offer, at: Instant): Plan {
  const set = plusDays(offer.madeAt, deps.firm.settings.offerReminderAfterDays);
  const halfWay = new Date((Date.parse(offer.madeAt) + Date.parse(offer.validUntil)) / 2).toISOString();
  const remindAt = set < offer.validUntil ? set : earliest(set, halfWay);
  return {
    route: 'offer',
    caseId,
    offerId: offer.id,
    remindAfterSeconds: secondsUntil(at, remindAt),
    giveUpAfterSeconds: secondsUntil(remindAt, offer.validUntil),
  };
}

/** The plan that an earlier try of this step wrote. */
async function standingPlan(deps: PlanDeps, file: CaseFile): Promise<Plan> {
  const { id: caseId, offerId } = file.case;
  const wantsPerson = lastAssessment(file.facts)?.person.length !== 0;
  if (wantsPerson || file.case.person) return { route: 'person', caseId };
  const offer = offerId === undefined ? undefined : await deps.offers.byId(offerId);
  return offer ? offerPlan(deps, caseId, offer, deps.clock.now()) : { route: 'resolve', caseId };
}

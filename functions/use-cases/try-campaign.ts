import { addCounts, type CampaignOutcome, type Counts } from '../domain/campaign/campaign.ts';
import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import { measureOf } from '../domain/campaign/measure.ts';
import { refusedByRecord } from '../domain/contact/govern.ts';
import { dayIn } from '../domain/contact/quiet-hours.ts';
import { partOfBase, shareOfBase } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Day, Instant } from '../domain/instant.ts';
import { compileRule } from '../domain/segment/evaluate.ts';
import { drawn, isHeldOut } from './campaign-arms.ts';
import { chooseCampaignOffer, type CampaignChoice, type CampaignOfferDeps } from './campaign-offer.ts';
import type { DrawDeps } from './draw-arm.ts';
import { inLanes } from './in-lanes.ts';
import { lookUpStandings, ruling, type GovernorDeps, type Standing } from './contact-governor.ts';
import { sizeOfBase } from './size-of-base.ts';
import { subjectFor, type PreviewSegmentDeps } from './preview-segment.ts';

export interface TryCampaignDeps extends PreviewSegmentDeps, GovernorDeps {
  readonly digests: CampaignOfferDeps['digests'];
  readonly offers: CampaignOfferDeps['offers'];
  readonly catalogues: CampaignOfferDeps['catalogues'];
  readonly firm: GovernorDeps['firm'] & CampaignOfferDeps['firm'] & DrawDeps['firm'];
}

interface TryResult {
  readonly lookedAt: number;
  /** What would become of those looked at, would the campaign start now. */
  readonly counts: Counts;
  /** By how much to multiply for the whole base; 1 where everybody was looked at. */
  readonly factor: number;
}

/** Customers of a dry run: each in the segment costs one read unit. */
const SAMPLE = 2000;
const PAGE_SIZE = 250;
/** Customers asked about at once. */
const LANES = 8;

/** What somebody who enters would meet first; what branches and waits hide is not looked behind. */
function firstStop(definition: CampaignDefinition): CampaignStep | undefined {
  const [first] = definition.steps;
  return first?.do === 'branch' || first?.do === 'wait' ? undefined : first;
}

/** Why a choice is no mail with an offer; undefined where it is one. */
function choiceAs(choice: CampaignChoice): CampaignOutcome | undefined {
  if (choice.kind === 'none') return choice.why;
  if (choice.kind === 'held') return 'offer-open';
  return choice.kind === 'waits' ? 'needs-approval' : undefined;
}

/** What is asked of everybody in the sample. */
interface Trial {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  readonly definitionNumber: number;
  readonly inSegment: ReturnType<typeof compileRule>;
  readonly at: Instant;
  readonly today: Day;
}

/**
 * Asks the governor, and where an offer comes first the policy, about a sample of the base as if the campaign started now.
 * Nothing is written and nobody is written to; the holdout is drawn as it will be. Each offer is weighed against the money
 * there is now: what all of them would hold together is not taken off. Of a campaign that draws a line it says how many are
 * over it now, and so do not enter; of one that waits for facts, what would become of everybody, did it happen to all of
 * them today.
 */
export async function tryCampaign(
  deps: TryCampaignDeps,
  campaignId: string,
  definition: CampaignDefinition,
  definitionNumber = 1,
): Promise<TryResult> {
  const size = await sizeOfBase(deps.customers);
  const range = partOfBase(0, Math.max(1, Math.round(size / SAMPLE)));
  const at = deps.clock.now();
  const trial: Trial = {
    ...{ campaignId, definition, definitionNumber, at },
    inSegment: compileRule(definition.segment),
    today: dayIn(at, deps.settings.timeZone),
  };
  const counts: Counts[] = [];
  let lookedAt = 0;
  for (let next: string | undefined = range.from; next !== undefined;) {
    const page = await deps.customers.page(range, PAGE_SIZE, next);
    next = page.next;
    lookedAt += page.customers.length;
    const asked: Customer[] = [];
    for (const customer of page.customers) {
      const outcome = byRecordAlone(deps, trial, customer);
      if (outcome === undefined) asked.push(customer);
      else counts.push({ [outcome]: 1 });
    }
    const standings = await lookUpStandings(deps, asked);
    await inLanes(LANES, asked, async (customer) => {
      const standing = standings.get(customer.id);
      if (standing) counts.push({ [await byStanding(deps, trial, customer, standing)]: 1 });
    });
  }
  return { lookedAt, counts: addCounts(counts), factor: 1 / shareOfBase(range) };
}

/** What the record of a customer says by itself; undefined where more must be looked up. */
function byRecordAlone(
  { churnModel }: TryCampaignDeps,
  { definition: { trigger }, inSegment, today, at }: Trial,
  customer: Customer,
): CampaignOutcome | undefined {
  const subject = subjectFor(churnModel, customer, today, at);
  if (trigger.when === 'crosses') {
    const isOver = (measureOf(trigger.what, subject) ?? 0) >= trigger.from;
    return isOver ? 'not-crossing' : 'not-in-segment';
  }
  return inSegment(subject) === false ? 'not-in-segment' : refusedByRecord(customer);
}

/** What would become of a customer of whom all is known. */
async function byStanding(
  deps: TryCampaignDeps,
  { campaignId, definition, definitionNumber, inSegment, at, today }: Trial,
  customer: Customer,
  standing: Standing,
): Promise<CampaignOutcome> {
  const { open: openComplaint, in90Days: complaintsIn90Days } = standing.complaints;
  const subject = {
    ...subjectFor(deps.churnModel, customer, today, at, complaintsIn90Days),
    lookedUp: { openComplaint, complaintsIn90Days },
  };
  if (inSegment(subject) !== true) return 'not-in-segment';
  const chance = await drawn(deps, { campaignId, definition }, customer.id);
  const ruled = ruling(deps, {
    customer,
    standing,
    mailsBefore: 0,
    isHeldOut: isHeldOut(chance),
    perCampaign: definition.mailsAtMost,
    sendAt: definition.sendAt,
  });
  const first = firstStop(definition);
  const wouldBeOffered = ruled.kind === 'write' || (ruled.kind === 'refuse' && ruled.reason === 'holdout');
  if (first?.do === 'offer' && wouldBeOffered) {
    const occasion = {
      ...{ campaignId, definition, definitionNumber, step: first, customer, at },
      risk: subject.score(),
      journeyVersion: 0,
      isAgain: false,
    };
    const notOffered = choiceAs(await chooseCampaignOffer(deps, occasion, chance));
    if (notOffered) return notOffered;
  }
  if (ruled.kind === 'refuse') return ruled.reason;
  return ruled.kind === 'later' ? 'deferred' : 'sent';
}

import { addCounts, type CampaignOutcome, type Counts } from '../domain/campaign/campaign.ts';
import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import { measureOf } from '../domain/campaign/measure.ts';
import { refusedByRecord } from '../domain/contact/govern.ts';
import { dayIn } from '../domain/contact/quiet-hours.ts';
import { partOfBase, shareOfBase } from '../domain/customer/base-place.ts';
import { campaignExperiment } from '../domain/experiment/campaign-participation.ts';
import { compileRule } from '../domain/segment/evaluate.ts';
import { armOf } from '../domain/experiment/arm.ts';
import { chooseCampaignOffer, type CampaignChoice, type CampaignOfferDeps } from './campaign-offer.ts';
import { drawArm, type DrawDeps } from './draw-arm.ts';
import { inLanes } from './in-lanes.ts';
import { lookUpStandings, ruling, type GovernorDeps } from './contact-governor.ts';
import { sizeOfBase } from './size-of-base.ts';
import { subjectFor, type PreviewSegmentDeps } from './preview-segment.ts';

export interface TryCampaignDeps extends PreviewSegmentDeps, GovernorDeps {
  readonly digests: CampaignOfferDeps['digests'];
  readonly offers: CampaignOfferDeps['offers'];
  readonly catalogues: CampaignOfferDeps['catalogues'];
  readonly firm: GovernorDeps['firm'] & CampaignOfferDeps['firm'] & DrawDeps['firm'];
}

export interface TryResult {
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

function choiceAs(choice: CampaignChoice | undefined): CampaignOutcome | undefined {
  if (choice?.kind === 'none') return choice.why;
  if (choice?.kind === 'held') return 'offer-open';
  return choice?.kind === 'waits' ? 'needs-approval' : undefined;
}

/**
 * Asks the governor, and where an offer comes first the policy, about a sample of the base as if the campaign started now. Nothing is written and nobody is written
 * to; the holdout is drawn as it will be. Each offer is weighed against the money there is now: what all of them would
 * hold together is not taken off. Of a campaign that draws a line it says how many are over it now, and so do not enter;
 * of one that waits for facts, what would become of everybody, did it happen to all of them today.
 */
export async function tryCampaign(
  deps: TryCampaignDeps,
  campaignId: string,
  definition: CampaignDefinition,
  definitionNumber = 1,
): Promise<TryResult> {
  const first = firstStop(definition);
  const size = await sizeOfBase(deps.customers);
  const range = partOfBase(0, Math.max(1, Math.round(size / SAMPLE)));
  const inSegment = compileRule(definition.segment);
  const at = deps.clock.now();
  const today = dayIn(at, deps.settings.timeZone);
  const counts: Counts[] = [];
  let lookedAt = 0;
  for (let next: string | undefined = range.from; next !== undefined;) {
    const page = await deps.customers.page(range, PAGE_SIZE, next);
    lookedAt += page.customers.length;
    next = page.next;
    const chosen = page.customers.filter((customer) => {
      const subject = subjectFor(deps.churnModel, customer, today, at);
      if (definition.trigger.when === 'crosses') {
        const isOver = (measureOf(definition.trigger.what, subject) ?? 0) >= definition.trigger.from;
        counts.push({ [isOver ? 'not-crossing' : 'not-in-segment']: 1 });
        return false;
      }
      if (inSegment(subject) === false) {
        counts.push({ 'not-in-segment': 1 });
        return false;
      }
      const silent = refusedByRecord(customer);
      if (silent) counts.push({ [silent]: 1 });
      return silent === undefined;
    });
    const standings = await lookUpStandings(deps, chosen);
    await inLanes(LANES, chosen, async (customer) => {
      const standing = standings.get(customer.id);
      if (!standing) return;
      const { open, in90Days } = standing.complaints;
      const subject = {
        ...subjectFor(deps.churnModel, customer, today, at, in90Days),
        lookedUp: { openComplaint: open, complaintsIn90Days: in90Days },
      };
      if (inSegment(subject) !== true) {
        counts.push({ 'not-in-segment': 1 });
        return;
      }
      const chance = await drawArm(
        deps,
        campaignExperiment(campaignId, definition.experiment),
        definition.holdoutShare,
        customer.id,
      );
      const ruled = ruling(deps, {
        customer,
        standing,
        mailsBefore: 0,
        isHeldOut: armOf(chance.draw, chance.share) === 'holdout',
        perCampaign: definition.mailsAtMost,
        sendAt: definition.sendAt,
      });
      const isWrittenTo = ruled.kind === 'write' || (ruled.kind === 'refuse' && ruled.reason === 'holdout');
      const choice =
        first?.do === 'offer' && isWrittenTo
          ? await chooseCampaignOffer(
              deps,
              {
                ...{ campaignId, definition, definitionNumber, step: first, customer },
                risk: subject.score(),
                journeyVersion: 0,
                isAgain: false,
              },
              chance,
              at,
            )
          : undefined;
      const ruledAs = ruled.kind === 'refuse' ? ruled.reason : ruled.kind === 'later' ? 'deferred' : 'sent';
      counts.push({ [choiceAs(choice) ?? ruledAs]: 1 });
    });
  }
  return { lookedAt, counts: addCounts(counts), factor: 1 / shareOfBase(range) };
}

import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import { variantFor } from '../domain/campaign/journey.ts';
import { armOf, CONTROL_GROUP } from '../domain/experiment/arm.ts';
import { campaignExperiment, campaignParticipation } from '../domain/experiment/campaign-participation.ts';
import type { Participation } from '../domain/experiment/participation.ts';
import type { CampaignChoice } from './campaign-offer.ts';
import type { CampaignStepDeps, PassTerms, Visit } from './campaign-visit.ts';
import { drawArm, type DrawDeps, type Drawn } from './draw-arm.ts';

/** Where chance put the customer, in the campaign's experiment and in the control group. */
export function drawn(
  deps: DrawDeps,
  { campaignId, definition }: Pick<PassTerms, 'campaignId' | 'definition'>,
  customerId: string,
): Promise<Drawn> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  return drawArm(deps, experiment, definition.holdoutShare, customerId);
}

export const isHeldOut = ({ draw, share }: Drawn): boolean => armOf(draw, share) === 'holdout';

/**
 * Whom the campaign would write to takes part, whichever way chance decided. It is written before the mail is reserved:
 * a crash between them leaves a treated customer without mail, who counts as treated all the same.
 */
export async function takesPart(
  deps: CampaignStepDeps,
  { campaignId, definition, customer, at }: Visit,
  { share, draw, control }: Drawn,
  choice?: CampaignChoice,
): Promise<void> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  const variants = await variantsOf(deps, campaignId, definition, customer.id);
  if (share > 0 || Object.keys(variants).length > 0) {
    const part = campaignParticipation(
      customer,
      { experiment, arm: armOf(draw, share), at },
      { offered: choice && offeredIn(choice), variants },
    );
    if ((await deps.experiments.enter(part)) === 'known') await offeredAnew(deps, part);
  }
  if (control)
    await deps.experiments.enter(
      campaignParticipation(customer, { experiment: CONTROL_GROUP, arm: control, at }),
    );
}

/** The offer that was made, or held for a second person, or that a held-out customer would have got. */
function offeredIn(
  choice: CampaignChoice,
): { readonly offer: string; readonly offerId?: string } | undefined {
  switch (choice.kind) {
    case 'made':
    case 'waits':
      return { offer: choice.offer.catalogueId, offerId: choice.offer.id };
    case 'held-out':
      return { offer: choice.wouldBe };
    case 'none':
    case 'held':
      return undefined;
  }
}

/**
 * The first draw stands; but where the offer of the first try was taken back unseen, what becomes of the customer is put
 * down to the one that goes out instead.
 */
async function offeredAnew({ experiments, offers }: CampaignStepDeps, part: Participation): Promise<void> {
  if (part.offerId === undefined) return;
  const before = (await experiments.ofCustomer(part.customerId)).find(
    ({ experiment }) => experiment === part.experiment,
  );
  if (!before || before.offerId === undefined || before.offerId === part.offerId || before.outcome) return;
  if ((await offers.byId(before.offerId))?.status !== 'withdrawn') return;
  await experiments.offerAnew(before, part.offerId);
}

/** Of each step that tries several variants, the one of this customer. */
async function variantsOf(
  deps: CampaignStepDeps,
  campaignId: string,
  { steps }: CampaignDefinition,
  customerId: string,
): Promise<Readonly<Record<string, string>>> {
  const tried = steps.filter((step) => step.do === 'mail').filter(({ variants }) => variants.length > 1);
  return Object.fromEntries(
    await Promise.all(
      tried.map(async (step) => [step.id, await variantOf(deps, { campaignId }, step, customerId)] as const),
    ),
  );
}

/** Drawn by step and customer, so that a repeat and the other arm get the same one. */
export async function variantOf(
  deps: CampaignStepDeps,
  { campaignId }: Pick<PassTerms, 'campaignId'>,
  step: CampaignStep & { readonly do: 'mail' },
  customerId: string,
): Promise<string> {
  const [only] = step.variants;
  if (only && step.variants.length === 1) return only.name;
  return variantFor(step.variants, await deps.digests.draw(`variant-${campaignId}-${step.id}`, customerId));
}

import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import { variantFor } from '../domain/campaign/journey.ts';
import { armOf, CONTROL_GROUP } from '../domain/experiment/arm.ts';
import { campaignExperiment, campaignParticipation } from '../domain/experiment/campaign-participation.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Instant } from '../domain/instant.ts';
import type { CampaignChoice } from './campaign-offer.ts';
import type { CampaignStepDeps, PassTerms } from './campaign-way.ts';
import { drawArm, type Drawn } from './draw-arm.ts';

/** Where chance put the customer, in the campaign's experiment and in the control group. */
export function drawn(
  deps: CampaignStepDeps,
  { campaignId, definition }: PassTerms,
  customerId: string,
): Promise<Drawn> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  return drawArm(deps, experiment, definition.holdoutShare, customerId);
}

/**
 * Whom the campaign would write to takes part, whichever way chance decided. It is written before the mail is reserved:
 * a crash between them leaves a treated customer without mail, who counts as treated all the same.
 */
export async function takesPart(
  deps: CampaignStepDeps,
  { campaignId, definition }: PassTerms,
  customer: Customer,
  { share, draw, control }: Drawn,
  at: Instant,
  choice?: Exclude<CampaignChoice, { readonly kind: 'none' }>,
): Promise<void> {
  const experiment = campaignExperiment(campaignId, definition.experiment);
  const offered =
    choice?.kind === 'made'
      ? { offer: choice.offer.catalogueId, offerId: choice.offer.id }
      : choice && { offer: choice.wouldBe };
  const variants = await variantsOf(deps, campaignId, definition, customer.id);
  if (share > 0 || Object.keys(variants).length > 0)
    await deps.experiments.enter(
      campaignParticipation(customer, experiment, armOf(draw, share), at, offered, variants),
    );
  if (control) await deps.experiments.enter(campaignParticipation(customer, CONTROL_GROUP, control, at));
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

import { mailsOf, type StepResult } from '../domain/campaign/journey.ts';
import { askForApproval } from './campaign-approval-step.ts';
import { takesPart } from './campaign-arms.ts';
import type { Look } from './campaign-look.ts';
import {
  chooseCampaignOffer,
  type CampaignChoice,
  type OfferOccasion,
  type OfferStep,
} from './campaign-offer.ts';
import type { CampaignStepDeps, StepVisit } from './campaign-visit.ts';
import { afterwards, keep, later, refused, without } from './campaign-way.ts';
import { reserveAndSend, type LookAgain } from './reserve-and-send.ts';

/** A mail that brings an offer: the offer is weighed where the governor, or nothing but chance, lets the mail go now. */
export async function lookForOffer(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep>,
  look: Look,
): Promise<StepResult | LookAgain> {
  const { ruled, chance } = look;
  if (ruled.kind === 'later') return later(deps, visit, ruled.at);
  if (ruled.kind === 'refuse' && ruled.reason !== 'holdout') return refused(deps, visit, ruled);
  const choice = await chooseCampaignOffer(deps, occasionOf(visit, look), chance);
  if (choice.kind === 'held') return afterwards(deps, visit);
  // Whom no offer fits would get none in either arm, and takes no part; for whom a person is asked does.
  if (choice.kind === 'none') return notMade(deps, visit, choice);
  if (mailsOf(visit.journey) === 0) await takesPart(deps, visit, chance, choice);
  if (choice.kind === 'held-out') await deps.campaignOffers.noteChoice(choice.chosen);
  if (ruled.kind === 'refuse') return refused(deps, visit, ruled);
  return choice.kind === 'waits'
    ? askForApproval(deps, visit, choice)
    : reserveAndSend(deps, visit, look.standing, { brought: choice.kind === 'made' ? choice : undefined });
}

const occasionOf = (
  { campaignId, definition, definitionNumber, step, customer, journey, risk, at }: StepVisit<OfferStep>,
  { isAgain }: Look,
): OfferOccasion => ({
  ...{ campaignId, definition, definitionNumber, step, customer, at, isAgain },
  risk: risk(),
  journeyVersion: journey?.version ?? 0,
});

/**
 * No offer: said with its reason, and the way goes on at once where it leads on. Nobody who enters is kept where it does
 * not, so that they are looked at again when the campaign comes back.
 */
async function notMade(
  deps: CampaignStepDeps,
  visit: StepVisit<OfferStep>,
  { why, chosen }: Extract<CampaignChoice, { readonly kind: 'none' }>,
): Promise<StepResult> {
  const result: StepResult = { outcome: why, step: visit.step.id };
  const journey = without(visit, why);
  if (!visit.journey && journey.next === undefined) return result;
  await deps.campaignOffers.noteChoice(chosen);
  return keep(deps, visit, journey, result);
}

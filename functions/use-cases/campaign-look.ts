import { mailsOf } from '../domain/campaign/journey.ts';
import type { Ruling } from '../domain/contact/govern.ts';
import { isHeldOut } from './campaign-arms.ts';
import type { CampaignStepDeps, StepVisit } from './campaign-visit.ts';
import { ruling, type Standing } from './contact-governor.ts';
import type { Drawn } from './draw-arm.ts';

/** What one look at a customer found. Where somebody else was quicker than what follows from it, there is another. */
export interface Look {
  readonly standing: Standing;
  readonly chance: Drawn;
  readonly ruled: Ruling;
  /** Budget or limits had moved when an offer was weighed before: they are read as they are at this moment. */
  readonly isAgain: boolean;
}

/** What the governor says of a mail of this step to its customer. */
export const rulingOn = (
  deps: CampaignStepDeps,
  { customer, journey, definition }: StepVisit,
  standing: Standing,
  chance: Drawn,
): Ruling =>
  ruling(deps, {
    customer,
    standing,
    mailsBefore: mailsOf(journey),
    isHeldOut: isHeldOut(chance),
    perCampaign: definition.mailsAtMost,
    sendAt: definition.sendAt,
  });

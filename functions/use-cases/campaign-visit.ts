import type { CampaignDefinition, CampaignStep } from '../domain/campaign/definition.ts';
import type { Journey } from '../domain/campaign/journey.ts';
import type { Risk } from '../domain/churn/score.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Instant } from '../domain/instant.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Experiments } from '../ports/experiments.ts';
import type { CampaignOffers, Offers } from '../ports/offers.ts';
import type { Ids, Pace } from '../ports/world.ts';
import type { CampaignOfferDeps } from './campaign-offer.ts';
import type { GovernorDeps, Standing } from './contact-governor.ts';
import type { DrawDeps } from './draw-arm.ts';
import type { CampaignMailDeps } from './mail-campaign.ts';

/** What it takes to take a customer a step further. */
export interface CampaignStepDeps extends CampaignMailDeps {
  readonly campaigns: Pick<Campaigns, 'reserve' | 'confirm' | 'journeys' | 'saveJourney'>;
  readonly contacts: GovernorDeps['contacts'];
  readonly experiments: Pick<Experiments, 'enter' | 'ofCustomer' | 'offerAnew'>;
  readonly offers: Pick<Offers, 'standing' | 'byId'>;
  readonly campaignOffers: CampaignOffers;
  readonly catalogues: CampaignOfferDeps['catalogues'];
  readonly digests: CampaignOfferDeps['digests'];
  readonly ids: Pick<Ids, 'next'>;
  readonly firm: CampaignMailDeps['firm'] &
    GovernorDeps['firm'] &
    DrawDeps['firm'] &
    CampaignOfferDeps['firm'];
}

/** What is the same for everybody in a pass. */
export interface PassTerms {
  readonly campaignId: string;
  readonly definition: CampaignDefinition;
  readonly definitionNumber: number;
  readonly startedAt: Instant;
  readonly pace: Pace;
}

/** A customer on the way, or about to enter. */
export interface Traveller {
  readonly customer: Customer;
  /** Undefined for somebody who enters now. */
  readonly journey: Journey | undefined;
  /** What the store says; undefined where the next step goes to nobody's address. */
  readonly standing: Standing | undefined;
  readonly risk: () => Risk;
  readonly meets: (rule: SegmentRule) => boolean;
}

/**
 * A pass with one customer, at one moment: the campaign and the definition they go by, who they are, and their journey as
 * it was read. Everything that is kept of a visit bears its moment, `at`, which is never before the pass began.
 */
export interface Visit extends PassTerms, Traveller {
  readonly at: Instant;
}

/** A visit that has come to the step it acts on. Whoever does something about the customer, or leaves it, is given this. */
export interface StepVisit<Step extends CampaignStep = CampaignStep> extends Visit {
  readonly step: Step;
}

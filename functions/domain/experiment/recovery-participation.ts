import type { Assessment } from '../case/case.ts';
import type { Customer } from '../customer/customer.ts';
import type { Instant } from '../instant.ts';
import { noOffer, type Decision } from '../offer/decision.ts';
import type { Participation } from './participation.ts';

/**
 * The customer's part in the experiment of offers beside a remedy, or undefined where chance decided nothing: a rule
 * left no choice, or we do not know the customer and so never learn what becomes of them. The offer that a held-out
 * customer would have got counts as theirs, so that offers are compared with their own holdout.
 */
export function recoveryParticipation(
  customer: Pick<Customer, 'id' | 'value' | 'lifeCycle'> | undefined,
  assessment: Pick<Assessment, 'tier' | 'band'>,
  decision: Decision,
  at: Instant,
  about: { readonly category: string; readonly offerId: string | undefined },
): Participation | undefined {
  const heldOut = decision.action === noOffer && decision.reasons.includes('holdout');
  if (!customer || (decision.action === noOffer && !heldOut)) return undefined;
  const wouldBe = heldOut ? decision.drawn : decision.action;
  return {
    experiment: decision.experiment,
    customerId: customer.id,
    version: 1,
    arm: heldOut ? 'holdout' : 'treated',
    at,
    worth: customer.value,
    strata: {
      tier: assessment.tier,
      band: assessment.band,
      category: about.category,
      ...(customer.lifeCycle !== undefined && { lifeCycle: customer.lifeCycle }),
      ...(wouldBe !== undefined && { offer: wouldBe }),
    },
    ...(about.offerId !== undefined && { offerId: about.offerId }),
  };
}

import { isAtTheDoor, type Journey, type StepResult } from '../domain/campaign/journey.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { SegmentSubject } from '../domain/segment/fields.ts';
import { ruleOf, subjectOf, type Child, type SendCampaignShardDeps } from './campaign-child.ts';
import { takeStep } from './campaign-step.ts';
import type { PassTerms } from './campaign-way.ts';
import type { Standing } from './contact-governor.ts';
import { StepPutOff } from './put-off-step.ts';

/** Customers in hand at once in one child: enough to hide the way to the store. */
export const LANES = 8;
/** The mail service failing this often in a row is an outage: what is left waits for the retry. */
const FAILURES_IN_A_ROW = 3;

export async function attempt(
  deps: SendCampaignShardDeps,
  child: Child,
  terms: PassTerms,
  customer: Customer,
  standing: Standing | undefined,
  journey: Journey | undefined,
): Promise<StepResult> {
  const subject = subjectOf(deps, child, customer, standing);
  if (journey && isAtTheDoor(journey, terms.definition) && !isForThem(child, terms, subject))
    return turnAway(deps, journey);
  try {
    const result = await takeStep(deps, terms, {
      customer,
      journey,
      standing,
      risk: subject.score,
      meets: (rule) => ruleOf(child, rule)(subject) === true,
    });
    child.failures.inARow = 0;
    return result;
  } catch (error) {
    child.failures.inARow += 1;
    if (child.failures.inARow >= FAILURES_IN_A_ROW) throw error;
    deps.leftOut(error);
    return error instanceof StepPutOff ? error.result : { outcome: 'unconfirmed' };
  }
}

const isForThem = (child: Child, { definition }: PassTerms, subject: SegmentSubject): boolean =>
  ruleOf(child, definition.segment)(subject) === true;

/** A fact let in somebody whom the campaign is not for. */
async function turnAway({ campaigns }: SendCampaignShardDeps, journey: Journey): Promise<StepResult> {
  const { next: _next, dueAt: _dueAt, ...rest } = journey;
  await campaigns.saveJourney({ ...rest, version: journey.version + 1, endedBecause: 'not-in-segment' });
  return { outcome: 'not-in-segment' };
}

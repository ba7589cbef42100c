import { isNearLine } from '../domain/campaign/crossing.ts';
import { measureOf } from '../domain/campaign/measure.ts';
import { isAtTheDoor, resultSince, type Journey, type StepResult } from '../domain/campaign/journey.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { SegmentSubject } from '../domain/segment/fields.ts';
import { ruleOf, subjectOf, type Child, type SendCampaignShardDeps } from './campaign-child.ts';
import { takeStep } from './campaign-step.ts';
import type { PassTerms } from './campaign-visit.ts';
import type { Standing } from './contact-governor.ts';
import { inLanes } from './in-lanes.ts';
import { StepPutOff } from './put-off-step.ts';

/** Customers in hand at once in one child: enough to hide the way to the store. */
const LANES = 8;
/** The mail service failing this often in a row is an outage: what is left waits for the retry. */
const FAILURES_IN_A_ROW = 3;

/** A customer whose next step is up, by the definition they go by. */
export interface Stepper {
  readonly customer: Customer;
  readonly terms: PassTerms;
  readonly standing: Standing | undefined;
  readonly journey: Journey | undefined;
}

/**
 * Takes many customers a step further. With whom something went wrong is tried once more at the end, when the store may
 * answer again: what was reserved by then is found and not done twice, so nobody loses a mail to an error that came before.
 * @param put told what became of each
 * @throws when the service fails for one after the other: what is left waits for the retry of the whole page
 */
export async function takeSteps(
  deps: SendCampaignShardDeps,
  child: Child,
  steppers: readonly Stepper[],
  put: (customerId: string, result: StepResult) => void,
): Promise<void> {
  const again: Stepper[] = [];
  const take = (stepper: Stepper, failed: (error: unknown) => Promise<StepResult> | undefined) =>
    attempt(deps, child, stepper, failed).then((result) => result && put(stepper.customer.id, result));
  await inLanes(LANES, steppers, (stepper) =>
    take(stepper, () => {
      again.push(stepper);
      return undefined;
    }),
  );
  await inLanes(LANES, again, (stepper) => take(stepper, () => whatIsKnown(deps, child, stepper)));
}

async function attempt(
  deps: SendCampaignShardDeps,
  child: Child,
  { customer, terms, standing, journey }: Stepper,
  failed: (error: unknown) => Promise<StepResult> | undefined,
): Promise<StepResult | undefined> {
  try {
    const subject = subjectOf(deps, child, customer, standing);
    if (journey && isAtTheDoor(journey, terms.definition)) {
      if (!isForThem(child, terms, subject)) return await turnAway(deps, journey, 'not-in-segment');
      if (!isStillOver(terms, subjectOf(deps, child, customer, undefined)))
        return await turnAway(deps, journey, 'not-crossing');
    }
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
    return error instanceof StepPutOff ? error.result : failed(error);
  }
}

/** Of whom it went wrong twice: what their journey says, where a step was reserved; else nothing was done. */
async function whatIsKnown(
  { campaigns }: SendCampaignShardDeps,
  { pass }: Child,
  { customer, terms, journey: before }: Stepper,
): Promise<StepResult> {
  const journey = (await campaigns.journeys(terms.campaignId, [customer.id])).get(customer.id);
  return journey && journey.version !== before?.version
    ? resultSince(journey, pass.startedAt)
    : { outcome: 'failed' };
}

const isForThem = (child: Child, { definition }: PassTerms, subject: SegmentSubject): boolean =>
  ruleOf(child, definition.segment)(subject) === true;

/** Of who crossed a line and was kept waiting, whether they have not come back meanwhile, measured as every look does. */
const isStillOver = ({ definition: { trigger } }: PassTerms, subject: SegmentSubject): boolean =>
  trigger.when !== 'crosses' || isNearLine(measureOf(trigger.what, subject), trigger);

/** A fact let in somebody whom the campaign is not for, or who is no longer over its line. */
async function turnAway(
  { campaigns }: SendCampaignShardDeps,
  journey: Journey,
  outcome: 'not-in-segment' | 'not-crossing',
): Promise<StepResult> {
  const { next: _next, dueAt: _dueAt, waitsUntil: _waitsUntil, ...rest } = journey;
  await campaigns.saveJourney({ ...rest, version: journey.version + 1, endedBecause: outcome });
  return { outcome };
}

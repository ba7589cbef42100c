import type { Part } from '../domain/campaign/campaign.ts';
import { crossing, isNearLine } from '../domain/campaign/crossing.ts';
import type { Measure } from '../domain/campaign/definition.ts';
import { measureOf } from '../domain/campaign/measure.ts';
import { resultSince, stopFrom, type Journey, type StepResult } from '../domain/campaign/journey.ts';
import { refusedByRecord } from '../domain/contact/govern.ts';
import { entersOneByOne, wasNeverReached } from '../domain/campaign/patience.ts';
import { partOfBase } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { latest, plusDays, type Instant } from '../domain/instant.ts';
import {
  PAGE_SIZE,
  ruleOf,
  subjectOf,
  termsOf,
  type Child,
  type Looked,
  type SendCampaignShardDeps,
} from './campaign-child.ts';
import { takeSteps, type Stepper } from './take-steps.ts';
import { newTally } from './campaign-tally.ts';
import type { PassTerms } from './campaign-visit.ts';
import { lookUpStandings, standingsOfNeighbours } from './contact-governor.ts';

/** A mail that the store refuses costs as much as reading forty contact records. */
const REFUSAL_IN_READS = 40;

/** Where so many addresses had enough mails this week, their records are read before a mail is tried. */
const looksFirst = ({ counts }: Part): boolean => {
  const capped = counts['weekly-cap'] ?? 0;
  return capped * REFUSAL_IN_READS > capped + (counts.sent ?? 0);
};

/** Looks at the next customers of a part of the base, and lets in those whom the campaign is for. */
export async function basePage(deps: SendCampaignShardDeps, child: Child, part: Part): Promise<Looked> {
  const { shard, pass } = child;
  const range = partOfBase(shard.part, pass.parts);
  const { customers, next } = await deps.customers.page(range, PAGE_SIZE, part.next ?? range.from);
  const terms = await termsOf(deps, child, pass.definition);
  const inSegment = ruleOf(child, terms.definition.segment);
  const toCustomer = firstGoesToCustomer(terms);
  const tally = newTally(customers.length);

  const { crossers, others } = await thoseWhoCross(deps, child, terms, customers);
  for (const { id } of others) tally.add('not-crossing', id);

  const candidates = crossers.filter((customer) => {
    if (inSegment(subjectOf(deps, child, customer, undefined)) === false) return tally.add('not-in-segment');
    const silent = toCustomer ? refusedByRecord(customer) : undefined;
    return silent === undefined || tally.add(silent, customer.id);
  });
  const entered = await enteredBefore(deps, child, terms, candidates);
  const waiting = candidates.filter(({ id }) => {
    const before = entered.get(id);
    if (before === undefined || before.kind === 'again') return true;
    tally.put(id, before.result);
    return false;
  });
  const standings = await (looksFirst(part) ? lookUpStandings : standingsOfNeighbours)(deps, waiting);
  const entering = waiting.flatMap((customer): Stepper[] => {
    const standing = standings.get(customer.id);
    if (inSegment(subjectOf(deps, child, customer, standing)) !== true) {
      tally.add('not-in-segment');
      return [];
    }
    const before = entered.get(customer.id);
    return [{ customer, terms, standing, journey: before?.kind === 'again' ? before.journey : undefined }];
  });
  await takeSteps(deps, child, entering, tally.put);
  return { page: tally.page(part, pass.definition, deps.clock.now()), next };
}

/**
 * Of a campaign that draws a line, those who cross it at this look; of any other, all. Looked at before anything else, so
 * that who agrees to mail later, far over the line, has not crossed it then. `others` are near the line or over it since
 * long; who is below it is counted with those the campaign is not for.
 */
async function thoseWhoCross(
  deps: SendCampaignShardDeps,
  child: Child,
  { definition }: PassTerms,
  customers: readonly Customer[],
): Promise<{ readonly crossers: readonly Customer[]; readonly others: readonly Customer[] }> {
  const { trigger } = definition;
  if (trigger.when !== 'crosses') return { crossers: customers, others: [] };
  const { campaignId } = child.shard;
  const look = { at: child.pass.startedAt, before: await lookBefore(deps, child, trigger.what) };
  const near = customers.flatMap((customer) => {
    const measured = measureOf(trigger.what, subjectOf(deps, child, customer, undefined));
    return isNearLine(measured, trigger) ? [{ customer, measured }] : [];
  });
  const known = await deps.campaigns.overLine(
    campaignId,
    near.map(({ customer }) => customer.id),
  );
  const found = near.map(({ customer, measured }) => ({
    customer,
    ...crossing({ campaignId, customerId: customer.id }, measured, trigger, known.get(customer.id), look),
  }));
  // Kept before anybody is written to: a look that is cut short finds who crossed at it.
  await deps.campaigns.keepOverLine(found.flatMap(({ keep }) => keep ?? []));
  const those = (cross: boolean) =>
    found.filter(({ crosses }) => crosses === cross).map(({ customer }) => customer);
  return { crossers: those(true), others: those(false) };
}

/** The look at everybody before this one, if it went by the same measure. */
async function lookBefore(
  deps: SendCampaignShardDeps,
  child: Child,
  what: Measure,
): Promise<Instant | undefined> {
  const { before } = child.pass;
  if (!before) return undefined;
  const { trigger } = (await termsOf(deps, child, before.definition)).definition;
  return trigger.when === 'crosses' && trigger.what === what ? before.at : undefined;
}

type Before =
  | { readonly kind: 'again'; readonly journey: Journey }
  | { readonly kind: 'before'; readonly result: StepResult };

/** Who is on their way or was, for passes that come back, and who of them may enter again. */
async function enteredBefore(
  deps: SendCampaignShardDeps,
  { pass, shard }: Child,
  { definition }: PassTerms,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, Before>> {
  // The first pass finds nobody: whom an earlier try reserved shows at the reservation.
  if (pass.number === 1) return new Map();
  const journeys = await deps.campaigns.journeys(
    shard.campaignId,
    customers.map(({ id }) => id),
  );
  const again = definition.again && plusDays(pass.startedAt, -definition.again.afterDays);
  return new Map(
    [...journeys].map(([id, journey]): [string, Before] => {
      if (journey.enteredAt >= pass.startedAt)
        return [id, { kind: 'before', result: resultSince(journey, pass.startedAt) }];
      const isBarred = again === undefined || journey.enteredAt > again || journey.dueAt !== undefined;
      // Whoever crossed and was never written to has crossed again.
      if (isBarred && !(entersOneByOne(definition) && wasNeverReached(journey)))
        return [id, { kind: 'before', result: { outcome: 'entered-before' } }];
      return [
        id,
        { kind: 'again', journey: anew(journey, latest(deps.clock.now(), pass.startedAt), pass.definition) },
      ];
    }),
  );
}

/** The same row, so that two children cannot let somebody in twice. What was done before is in the pages. */
const anew = ({ campaignId, customerId, version }: Journey, at: Instant, definition: number): Journey => ({
  ...{ campaignId, customerId, version, definition },
  ...{ enteredAt: at, done: [], answers: {} },
});

function firstGoesToCustomer({ definition, startedAt }: PassTerms): boolean {
  const [first] = definition.steps;
  if (first?.do === 'branch') return false;
  const stop = stopFrom(definition, undefined, {
    ...{ at: startedAt, answers: {} },
    offerOf: () => undefined,
    meets: () => false,
  });
  return stop !== undefined && 'step' in stop && stop.step.do !== 'hand-over';
}

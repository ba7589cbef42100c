import {
  addCounts,
  type CampaignOutcome,
  type CampaignPage,
  type Counts,
  type Part,
  type Pass,
} from '../domain/campaign/campaign.ts';
import { crossing, isNearLine } from '../domain/campaign/crossing.ts';
import type { Measure } from '../domain/campaign/definition.ts';
import { measureOf } from '../domain/campaign/measure.ts';
import {
  isAtTheDoor,
  resultSince,
  stopFrom,
  type Journey,
  type StepResult,
} from '../domain/campaign/journey.ts';
import type { ChurnModel } from '../domain/churn/score.ts';
import { refusedByRecord } from '../domain/contact/govern.ts';
import { dayIn } from '../domain/contact/quiet-hours.ts';
import { partOfBase } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays, plusSeconds, type Day, type Instant } from '../domain/instant.ts';
import { compileRule, type InSegment } from '../domain/segment/evaluate.ts';
import type { SegmentSubject } from '../domain/segment/fields.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Pace } from '../ports/world.ts';
import { takeStep } from './campaign-step.ts';
import type { CampaignStepDeps, PassTerms } from './campaign-way.ts';
import { StepPutOff } from './put-off-step.ts';
import { lookUpStandings, type GovernorDeps, type Standing } from './contact-governor.ts';
import { inLanes } from './in-lanes.ts';
import { subjectFor } from './preview-segment.ts';

export interface SendCampaignShardDeps extends CampaignStepDeps {
  readonly campaigns: CampaignStepDeps['campaigns'] &
    Pick<Campaigns, 'byId' | 'definition' | 'part' | 'savePage' | 'due' | 'overLine' | 'keepOverLine'>;
  readonly customers: Pick<Customers, 'page' | 'byIds'>;
  readonly cases: GovernorDeps['cases'];
  readonly churnModel: ChurnModel;
  readonly firm: CampaignStepDeps['firm'] & {
    readonly settings: Pick<RuntimeSettings, 'mailsPerSecond'>;
  };
  /** Turns of the mails of this child, so many a second. */
  readonly pace: (perSecond: number) => Pace;
  /** Told why somebody was left unconfirmed or put off; the others go on. */
  readonly leftOut: (error: unknown) => void;
}

export interface CampaignShard {
  readonly campaignId: string;
  readonly pass: number;
  readonly part: number;
}

/** Customers looked at between two records of how far the part is. */
const PAGE_SIZE = 250;
/** Children at once; the machine's MaxConcurrency. */
export const CHILDREN = 8;
/** Customers in hand at once in one child: enough to hide the way to the store. */
const LANES = 8;
/** A child lives five minutes and its function four; it stops after this and leaves the rest to the next round. */
const WORKING_SECONDS = 180;
/** The mail service failing this often in a row is an outage: what is left waits for the retry. */
const FAILURES_IN_A_ROW = 3;
const HEX = '0123456789abcdef';

/**
 * Works through one part of a pass, page by page. What became of each customer is kept with the page, and how far the
 * part is in the same step, so that a killed child goes on where it stopped and nobody is considered twice.
 */
export async function sendCampaignShard(
  deps: SendCampaignShardDeps,
  shard: CampaignShard,
): Promise<{ readonly part: number }> {
  const { campaignId } = shard;
  const begunAt = deps.clock.now();
  const campaign = await deps.campaigns.byId(campaignId);
  const pass = campaign?.pass;
  if (campaign?.status !== 'running' || pass?.number !== shard.pass || pass.endedAt !== undefined)
    return shard;
  let part: Part = (await deps.campaigns.part(campaignId, shard.pass, shard.part)) ?? {
    ...{ pass: shard.pass, part: shard.part, version: 0, done: false },
    ...{ pages: 0, considered: 0, counts: {} },
  };
  const kept = await deps.campaigns.definition(campaignId, pass.definition);
  if (!kept) throw new Error(`${campaignId} has no definition ${pass.definition}`);
  const child: Child = {
    shard,
    pass,
    pace: deps.pace(deps.firm.settings.mailsPerSecond / Math.min(pass.parts, CHILDREN)),
    rules: new Map(),
    days: new Map(),
    definitions: new Map([[pass.definition, kept.definition]]),
    failures: { inARow: 0 },
  };
  while (!part.done) {
    if (pass.kind === 'due' && part.members === undefined) {
      const held = await holdDue(deps, child, part);
      if (held === 'stale') return shard;
      part = held;
    }
    const { page, next } =
      pass.kind === 'base' ? await basePage(deps, child, part) : await duePage(deps, child, part);
    const { members: _members, ...ended } = part;
    const following: Part = {
      ...ended,
      version: part.version + 1,
      next,
      done: next === undefined,
      pages: part.pages + 1,
      considered: part.considered + page.considered,
      counts: addCounts([part.counts, countsOf(page)]),
    };
    // Somebody else works on this part: what they keep is as true as ours, and nobody was written to twice.
    if ((await deps.campaigns.savePage(campaignId, following, page)) === 'stale') return shard;
    part = following;
    if (deps.clock.now() >= plusSeconds(begunAt, WORKING_SECONDS)) return shard;
    // Paused or stopped meanwhile: what is left waits.
    if (!part.done && (await deps.campaigns.byId(campaignId))?.status !== 'running') return shard;
  }
  return shard;
}

interface Child {
  readonly shard: CampaignShard;
  readonly pass: Pass;
  readonly pace: Pace;
  /** Rules of branches, made ready once. */
  readonly rules: Map<SegmentRule, InSegment>;
  /** The day it is, by time zone. */
  readonly days: Map<string, Day>;
  readonly definitions: Map<number, PassTerms['definition']>;
  readonly failures: { inARow: number };
}

interface Looked {
  readonly page: CampaignPage;
  readonly next: string | undefined;
}

async function basePage(deps: SendCampaignShardDeps, child: Child, part: Part): Promise<Looked> {
  const { shard, pass } = child;
  const range = partOfBase(shard.part, pass.parts);
  const { customers, next } = await deps.customers.page(range, PAGE_SIZE, part.next ?? range.from);
  const terms = await termsOf(deps, child, pass.definition);
  const inSegment = ruleOf(child, terms.definition.segment);
  const toCustomer = firstGoesToCustomer(terms);
  const tally = newTally(customers.length);

  const crossers = await thoseWhoCross(deps, child, terms, customers, (id) => tally.add('not-crossing', id));

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
  const standings = await lookUpStandings(deps, waiting);
  await inLanes(LANES, waiting, async (customer) => {
    const standing = standings.get(customer.id);
    if (inSegment(subjectOf(deps, child, customer, standing)) !== true) {
      tally.add('not-in-segment');
      return;
    }
    const before = entered.get(customer.id);
    tally.put(
      customer.id,
      await attempt(
        deps,
        child,
        terms,
        customer,
        standing,
        before?.kind === 'again' ? before.journey : undefined,
      ),
    );
  });
  return { page: tally.page(part, pass.definition, deps.clock.now()), next };
}

/**
 * Of a campaign that draws a line, those who cross it at this look; of any other, all. Looked at before anything else, so
 * that who agrees to mail later, far over the line, has not crossed it then. Who is below it is counted with those the
 * campaign is not for.
 */
async function thoseWhoCross(
  deps: SendCampaignShardDeps,
  child: Child,
  { definition }: PassTerms,
  customers: readonly Customer[],
  putAside: (customerId: string) => void,
): Promise<readonly Customer[]> {
  const { trigger } = definition;
  if (trigger.when !== 'crosses') return customers;
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
  return found.flatMap(({ customer, crosses }) => {
    if (!crosses) putAside(customer.id);
    return crosses ? [customer] : [];
  });
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

/** Notes whose steps are due before doing them: once done they are due no more, and a crash would forget them. */
async function holdDue(deps: SendCampaignShardDeps, child: Child, part: Part): Promise<Part | 'stale'> {
  const { shard, pass } = child;
  const digit = HEX.charAt(shard.part);
  const due = await deps.campaigns.due(shard.campaignId, digit, pass.startedAt, PAGE_SIZE, part.next);
  const held = { ...part, version: part.version + 1, next: due.next, members: [...due.customerIds] };
  return (await deps.campaigns.savePage(shard.campaignId, held, undefined)) === 'saved' ? held : 'stale';
}

async function duePage(deps: SendCampaignShardDeps, child: Child, part: Part): Promise<Looked> {
  const { shard, pass } = child;
  const members = part.members ?? [];
  const tally = newTally(members.length);
  const [journeys, customers] = await Promise.all([
    deps.campaigns.journeys(shard.campaignId, members),
    deps.customers.byIds(members),
  ]);
  const now = deps.clock.now();
  const travellers = members.flatMap((id) => {
    const [journey, customer] = [journeys.get(id), customers.get(id)];
    if (!journey || !customer) return [];
    if (journey.dueAt !== undefined && journey.dueAt <= pass.startedAt) return [{ journey, customer }];
    tally.put(id, resultSince(journey, pass.startedAt));
    return [];
  });
  const standings = await lookUpStandings(
    deps,
    travellers.map(({ customer }) => customer),
  );
  await inLanes(LANES, travellers, async ({ journey, customer }) => {
    const terms = await termsOf(deps, child, journey.definition);
    tally.put(customer.id, await attempt(deps, child, terms, customer, standings.get(customer.id), journey));
  });
  return { page: tally.page(part, pass.definition, now), next: part.next };
}

async function attempt(
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
      if (again === undefined || journey.enteredAt > again || journey.dueAt !== undefined)
        return [id, { kind: 'before', result: { outcome: 'entered-before' } }];
      return [id, { kind: 'again', journey: anew(journey, deps.clock.now(), pass.definition) }];
    }),
  );
}

/** The same row, so that two children cannot let somebody in twice. What was done before is in the pages. */
const anew = ({ campaignId, customerId, version }: Journey, at: Instant, definition: number): Journey => ({
  ...{ campaignId, customerId, version, definition },
  ...{ enteredAt: at, done: [], answers: {} },
});

async function termsOf(deps: SendCampaignShardDeps, child: Child, number: number): Promise<PassTerms> {
  const { campaignId } = child.shard;
  const known = child.definitions.get(number);
  const definition = known ?? (await deps.campaigns.definition(campaignId, number))?.definition;
  if (!definition) throw new Error(`${campaignId} has no definition ${number}`);
  child.definitions.set(number, definition);
  return {
    campaignId,
    definition,
    definitionNumber: number,
    startedAt: child.pass.startedAt,
    pace: child.pace,
  };
}

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

function ruleOf(child: Child, rule: SegmentRule): InSegment {
  const ready = child.rules.get(rule) ?? compileRule(rule);
  child.rules.set(rule, ready);
  return ready;
}

function subjectOf(
  deps: SendCampaignShardDeps,
  child: Child,
  customer: Customer,
  standing: Standing | undefined,
): ReturnType<typeof subjectFor> {
  const at = deps.clock.now();
  const zone = customer.timeZone ?? deps.firm.settings.timeZone;
  let today = child.days.get(zone);
  if (today === undefined) child.days.set(zone, (today = dayIn(at, zone)));
  return {
    ...subjectFor(deps.churnModel, customer, today, at, standing?.complaints.in90Days),
    lookedUp: standing && {
      openComplaint: standing.complaints.open,
      complaintsIn90Days: standing.complaints.in90Days,
    },
  };
}

/** Counts a page. `add` answers false, so that a filter can put aside and count in one go. */
function newTally(considered: number) {
  const groups = new Map<
    string,
    { -readonly [Key in keyof CampaignPage['groups'][number]]: CampaignPage['groups'][number][Key] }
  >();
  const put = (customerId: string | undefined, { outcome, step, variant }: StepResult): void => {
    const name = [outcome, step, variant].join(' ');
    const group = groups.get(name) ?? {
      outcome,
      ...(step !== undefined && { step }),
      ...(variant !== undefined && { variant }),
      customerIds: [],
    };
    if (customerId !== undefined) group.customerIds.push(customerId);
    groups.set(name, group);
  };
  return {
    put,
    add: (outcome: CampaignOutcome, customerId?: string): false => {
      // Whom a campaign is not for is counted by what is left over, or each page would list most of the base.
      if (outcome !== 'not-in-segment') put(customerId, { outcome });
      return false;
    },
    page: ({ pass, part, pages }: Part, definition: number, at: Instant): CampaignPage => ({
      ...{ pass, part, page: pages, at, definition, considered },
      groups: [...groups.values()],
    }),
  };
}

/** What became of everybody on a page; those named nowhere were not in the segment. */
export function countsOf({ considered, groups }: CampaignPage): Counts {
  const named: Counts[] = groups.map(({ outcome, customerIds }) => ({ [outcome]: customerIds.length }));
  const rest = considered - groups.reduce((sum, { customerIds }) => sum + customerIds.length, 0);
  return addCounts(rest > 0 ? [...named, { 'not-in-segment': rest }] : named);
}

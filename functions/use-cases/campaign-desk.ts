import type { Campaign, KeptDefinition } from '../domain/campaign/campaign.ts';
import { checkDefinition, checkOffers, type DefinitionProblem } from '../domain/campaign/check-definition.ts';
import type { CampaignDefinition } from '../domain/campaign/definition.ts';
import { nextPassAfter, waitsForFacts } from '../domain/campaign/next-pass.ts';
import { staff, type Actor } from '../domain/case/case.ts';
import { accept, refuse, type Outcome } from '../domain/outcome.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { openPass } from './plan-campaign.ts';
import { withFact, withPass } from './start-pass.ts';

export interface CampaignDeskDeps {
  readonly campaigns: Campaigns;
  readonly customers: Pick<Customers, 'count'>;
  readonly catalogues: Pick<Catalogues, 'current'>;
  readonly ids: Pick<Ids, 'next'>;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'timeZone'>;
}

export type DeskRefusal =
  'unknown-campaign' | 'stale' | 'pass-under-way' | 'waits-for-facts' | 'over' | 'not-paused' | 'not-running';

/** What a marketer says about one campaign; `version` is the one that was read. */
export interface CampaignCommand {
  readonly campaignId: string;
  readonly version: number;
  readonly by: string;
}

/** Keeps a new campaign as a draft. */
export async function createCampaign(
  deps: Pick<CampaignDeskDeps, 'campaigns' | 'catalogues' | 'ids' | 'clock'>,
  definition: CampaignDefinition,
  by: string,
): Promise<
  | { readonly ok: true; readonly value: Campaign }
  | { readonly ok: false; readonly problems: readonly DefinitionProblem[] }
> {
  const problems = await problemsIn(deps, definition);
  if (problems.length > 0) return { ok: false, problems };
  const { campaigns, ids, clock } = deps;
  const at = clock.now();
  const actor = staff(by);
  const draft: Campaign = {
    id: ids.next('cmp_'),
    version: 1,
    name: definition.name,
    status: 'draft',
    definition: 1,
    factCount: 0,
    createdAt: at,
    considered: 0,
    counts: {},
  };
  const { campaign, fact } = withFact(draft, { at, by: actor }, { type: 'CampaignCreated' });
  await campaigns.create(
    campaign,
    keptAs({ campaignId: campaign.id, number: 1, definition, at, by: actor }),
    [fact],
  );
  return { ok: true, value: campaign };
}

/** What makes no sense by itself, or with the catalogue in force. The catalogue may change later: then no offer is made. */
async function problemsIn(
  { catalogues }: Pick<CampaignDeskDeps, 'catalogues'>,
  definition: CampaignDefinition,
): Promise<readonly DefinitionProblem[]> {
  const problems = checkDefinition(definition);
  if (problems.length > 0 || !definition.steps.some((step) => step.do === 'offer')) return problems;
  return checkOffers(definition, (await catalogues.current()).offers);
}

/** @param before the definition that it takes the place of: its writers have had a hand in this one */
export const keptAs = (
  written: Omit<KeptDefinition, 'authors'>,
  before?: KeptDefinition,
): KeptDefinition => ({
  ...written,
  authors: [
    ...new Set([...(before?.authors ?? []), ...(written.by.kind === 'staff' ? [written.by.id] : [])]),
  ],
});

/**
 * Another definition. A draft is changed in place; once started, it is the next version: those who enter from then on
 * follow it, and those on their way keep theirs.
 */
export async function redefineCampaign(
  deps: CampaignDeskDeps,
  command: CampaignCommand,
  definition: CampaignDefinition,
): Promise<
  Outcome<Campaign, DeskRefusal> | { readonly ok: false; readonly problems: readonly DefinitionProblem[] }
> {
  const problems = await problemsIn(deps, definition);
  if (problems.length > 0) return { ok: false, problems };
  return change(deps, command, async (found, context) => {
    if (isOver(found)) return refuse('over');
    const before = await deps.campaigns.definition(found.id, found.definition);
    if (!before) throw new Error(`${found.id} has no definition ${found.definition}`);
    const number = found.status === 'draft' ? found.definition : found.definition + 1;
    // When everybody is looked at next is for the new trigger to say, and one that waits for facts says never.
    const { nextPassAt: _old, ...unscheduled } = found;
    const next = withFact(
      {
        ...unscheduled,
        name: definition.name,
        definition: number,
        ...(found.status !== 'draft' && scheduled(deps, definition)),
      },
      context,
      { type: 'CampaignRedefined', definition: number },
    );
    return accept({
      ...next,
      definition: keptAs(
        { campaignId: found.id, number, definition, at: context.at, by: context.by },
        before,
      ),
    });
  });
}

/** Starts a campaign, or a further look at everybody. One that comes back goes on by itself from then on. */
export async function runCampaign(
  deps: CampaignDeskDeps,
  command: CampaignCommand,
): Promise<Outcome<Campaign, DeskRefusal>> {
  return change(deps, command, async (found, context) => {
    if (isOver(found)) return refuse('over');
    if (openPass(found)) return refuse('pass-under-way');
    const kept = await deps.campaigns.definition(found.id, found.definition);
    if (!kept) throw new Error(`${found.id} has no definition ${found.definition}`);
    if (waitsForFacts(kept.definition)) {
      if (found.status !== 'draft') return refuse('waits-for-facts');
      const waiting: Campaign = { ...found, status: 'running', startedAt: context.at };
      return accept(withFact(waiting, context, { type: 'CampaignStarted', definition: found.definition }));
    }
    const running = { ...found, ...scheduled(deps, kept.definition) };
    return accept(await withPass(deps, running, 'base', context.by));
  });
}

/** Nobody is written to until it is resumed; a child notices within one page. */
export async function pauseCampaign(
  deps: CampaignDeskDeps,
  command: CampaignCommand,
): Promise<Outcome<Campaign, DeskRefusal>> {
  return change(deps, command, (found, context) =>
    found.status === 'running'
      ? accept(withFact({ ...found, status: 'paused' }, context, { type: 'CampaignPaused' }))
      : refuse(isOver(found) ? 'over' : 'not-running'),
  );
}

/** Goes on where it was paused. */
export async function resumeCampaign(
  deps: CampaignDeskDeps,
  command: CampaignCommand,
): Promise<Outcome<Campaign, DeskRefusal>> {
  return change(deps, command, (found, context) =>
    found.status === 'paused'
      ? accept(withFact({ ...found, status: 'running' }, context, { type: 'CampaignResumed' }, 'campaign'))
      : refuse(isOver(found) ? 'over' : 'not-paused'),
  );
}

/** Ends it for good: nobody gets another step. */
export async function stopCampaign(
  deps: CampaignDeskDeps,
  command: CampaignCommand,
): Promise<Outcome<Campaign, DeskRefusal>> {
  return change(deps, command, (found, context) =>
    isOver(found)
      ? refuse('over')
      : accept(
          withFact({ ...found, status: 'stopped', finishedAt: context.at }, context, {
            type: 'CampaignStopped',
          }),
        ),
  );
}

const isOver = ({ status }: Campaign): boolean => status === 'stopped' || status === 'finished';

const scheduled = (
  { clock, settings }: Pick<CampaignDeskDeps, 'clock' | 'settings'>,
  definition: CampaignDefinition,
): Pick<Campaign, 'nextPassAt'> => {
  const at = nextPassAfter(definition, clock.now(), settings.timeZone);
  return at === undefined ? {} : { nextPassAt: at };
};

interface Change {
  readonly campaign: Campaign;
  readonly fact: ReturnType<typeof withFact>['fact'];
  readonly definition?: KeptDefinition;
}

async function change(
  { campaigns, clock }: CampaignDeskDeps,
  { campaignId, version, by }: CampaignCommand,
  decide: (
    found: Campaign,
    context: { readonly at: string; readonly by: Actor },
  ) => Outcome<Change, DeskRefusal> | Promise<Outcome<Change, DeskRefusal>>,
): Promise<Outcome<Campaign, DeskRefusal>> {
  const found = await campaigns.byId(campaignId);
  if (!found) return refuse('unknown-campaign');
  if (found.version !== version) return refuse('stale');
  const decided = await decide(found, { at: clock.now(), by: staff(by) });
  if (!decided.ok) return decided;
  const next = { ...decided.value.campaign, version: version + 1 };
  const saved = await campaigns.save(next, {
    facts: [decided.value.fact],
    ...(decided.value.definition && { definition: decided.value.definition }),
  });
  return saved === 'saved' ? accept(next) : refuse('stale');
}

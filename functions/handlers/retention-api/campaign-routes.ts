import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { definitionSchema, type CampaignDefinition } from '../../domain/campaign/definition.ts';
import { readyMade } from '../../domain/campaign/ready-made.ts';
import { ruleInWords } from '../../domain/segment/words.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { jsonBody, optionalJsonBody, parsed } from '../../runtime/request-body.ts';
import { only, staffLocale, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import {
  createCampaign,
  pauseCampaign,
  redefineCampaign,
  resumeCampaign,
  runCampaign,
  stopCampaign,
  type CampaignCommand,
  type CampaignDeskDeps,
  type DeskRefusal,
} from '../../use-cases/campaign-desk.ts';
import { campaignProgress, countsSoFar } from '../../use-cases/campaign-progress.ts';
import { testSend, type TestSendDeps } from '../../use-cases/test-send.ts';
import { tryCampaign, type TryCampaignDeps } from '../../use-cases/try-campaign.ts';

export type CampaignRoutesDeps = CampaignDeskDeps & TryCampaignDeps & TestSendDeps;

/** A definition of one's own, or a ready-made one by its name. */
const CampaignRequest = z.union([definitionSchema, z.strictObject({ readyMade: z.string().min(1).max(60) })]);
const ListQuery = z.object({ cursor: z.string().max(200).optional() });
const nothing = z.strictObject({});

const refusals = {
  'unknown-campaign': { status: 404, title: 'There is no such campaign' },
  stale: {
    status: 412,
    title: 'Somebody changed this campaign meanwhile',
    detail: 'A campaign that runs changes by itself. Read it again; nothing of yours was kept.',
  },
  'pass-under-way': { status: 409, title: 'It is running: everybody is being looked at' },
  'waits-for-facts': {
    status: 409,
    title: 'This campaign runs by itself',
    detail: 'Customers enter when it happens to them. There is nobody to look at now.',
  },
  over: {
    status: 409,
    title: 'This campaign is over',
    detail: 'Create a new one; it may have the same definition.',
  },
  'not-paused': { status: 409, title: 'This campaign is not paused' },
  'not-running': { status: 409, title: 'This campaign is not running' },
} as const satisfies Record<DeskRefusal, Problem>;

/** Campaigns: what there is, what each does, and how far it is. */
export function campaignRoutes(deps: CampaignRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const reads = only('lead', 'marketer', 'auditor');
  const acts = only('lead', 'marketer');

  routes.get('/campaigns', reads, async (context) => {
    const query = parsed(context, ListQuery, context.req.query());
    if (!query.ok) return query.answer;
    const page = await deps.campaigns.list('all', query.value.cursor);
    const items = await Promise.all(page.campaigns.map((campaign) => liveLine(deps, campaign)));
    return context.json({ items, cursor: page.cursor ?? null });
  });

  routes.get('/campaigns/ready-made', reads, (context) => context.json({ items: readyMade }));

  routes.post('/campaigns', acts, async (context) => {
    const body = await jsonBody(context, CampaignRequest);
    if (!body.ok) return body.answer;
    const definition = definitionIn(body.value);
    if (!definition) return noSuchReadyMade(context);
    const created = await createCampaign(deps, definition, context.get('member').id);
    if (!created.ok) return senseless(context, created.problems);
    const { id, version } = created.value;
    return context.json(await detailOf(deps, created.value, context), 201, {
      etag: etagOf(version),
      location: `/api/staff/campaigns/${id}`,
    });
  });

  routes.get('/campaigns/:id', reads, async (context) => {
    const campaign = await deps.campaigns.byId(context.req.param('id'));
    if (!campaign) return problem(context, refusals['unknown-campaign']);
    return context.json(await detailOf(deps, campaign, context), 200, { etag: etagOf(campaign.version) });
  });

  routes.put('/campaigns/:id', acts, async (context) => {
    const match = ifMatch(context);
    if (!match.ok) return match.answer;
    const body = await jsonBody(context, definitionSchema);
    if (!body.ok) return body.answer;
    const result = await redefineCampaign(deps, commandOf(context, match.version), body.value);
    return 'problems' in result ? senseless(context, result.problems) : answer(context, result);
  });

  const action = (name: string, run: typeof runCampaign): void => {
    routes.post(`/campaigns/:id/${name}`, acts, async (context) => {
      const match = ifMatch(context);
      if (!match.ok) return match.answer;
      const body = await optionalJsonBody(context, nothing);
      if (!body.ok) return body.answer;
      return answer(context, await run(deps, commandOf(context, match.version)));
    });
  };
  action('run', runCampaign);
  action('pause', pauseCampaign);
  action('resume', resumeCampaign);
  action('stop', stopCampaign);

  routes.post('/campaigns/:id/dry-run', acts, async (context) => {
    const found = await definitionOf(deps, context.req.param('id'));
    if (!found) return problem(context, refusals['unknown-campaign']);
    return context.json(
      await tryCampaign(deps, found.campaign.id, found.definition, found.campaign.definition),
    );
  });

  routes.post('/campaigns/:id/test-send', acts, async (context) => {
    const found = await definitionOf(deps, context.req.param('id'));
    if (!found) return problem(context, refusals['unknown-campaign']);
    const member = context.get('member');
    const sent = await testSend(deps, found.campaign.id, found.definition, member);
    return context.json({ to: member.address, sent });
  });

  return routes;

  async function answer(
    context: Context<StaffContext>,
    result: Awaited<ReturnType<typeof runCampaign>>,
  ): Promise<Response> {
    if (!result.ok) return problem(context, refusals[result.reason]);
    return context.json(await liveLine(deps, result.value), 200, { etag: etagOf(result.value.version) });
  }
}

const commandOf = (context: Context<StaffContext>, version: number): CampaignCommand => ({
  campaignId: context.req.param('id') ?? '',
  version,
  by: context.get('member').id,
});

function definitionIn(body: z.infer<typeof CampaignRequest>): CampaignDefinition | undefined {
  return 'readyMade' in body ? readyMade.find(({ id }) => id === body.readyMade)?.definition : body;
}

const noSuchReadyMade = (context: Context): Response =>
  problem(context, {
    status: 400,
    title: 'There is no ready-made campaign of this name',
    detail: `There are ${readyMade.map(({ id }) => id).join(', ')}.`,
  });

const senseless = (
  context: Context,
  problems: readonly { readonly path: string; readonly message: string }[],
): Response =>
  problem(context, {
    status: 400,
    title: 'This campaign makes no sense yet',
    errors: problems.map(({ path, message }) => ({ path, message })),
  });

async function definitionOf(deps: CampaignRoutesDeps, campaignId: string) {
  const campaign = await deps.campaigns.byId(campaignId);
  const kept = campaign && (await deps.campaigns.definition(campaignId, campaign.definition));
  return campaign && kept && { campaign, definition: kept.definition };
}

const lineOf = (campaign: Campaign) => ({
  id: campaign.id,
  name: campaign.name,
  status: campaign.status,
  definition: campaign.definition,
  createdAt: campaign.createdAt,
  startedAt: campaign.startedAt ?? null,
  finishedAt: campaign.finishedAt ?? null,
  nextPassAt: campaign.nextPassAt ?? null,
});

const liveLine = async ({ campaigns }: Pick<CampaignRoutesDeps, 'campaigns'>, campaign: Campaign) => ({
  ...lineOf(campaign),
  ...(await countsSoFar(campaigns, campaign)),
});

async function detailOf(deps: CampaignRoutesDeps, campaign: Campaign, context: Context) {
  const [kept, progress] = await Promise.all([
    deps.campaigns.definition(campaign.id, campaign.definition),
    campaignProgress(deps, campaign),
  ]);
  return {
    ...lineOf(campaign),
    considered: progress.considered,
    counts: progress.counts,
    answered: progress.answered,
    bounced: progress.bounced,
    kept: progress.kept,
    pass: progress.pass ?? null,
    segmentInWords: kept ? ruleInWords(kept.definition.segment, staffLocale(context)) : '',
    content: kept?.definition ?? null,
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { dynamoCampaigns } from '../../functions/adapters/dynamodb/campaigns.ts';
import { dynamoCases } from '../../functions/adapters/dynamodb/cases.ts';
import { dynamoContacts } from '../../functions/adapters/dynamodb/contacts.ts';
import { dynamoCatalogues } from '../../functions/adapters/dynamodb/catalogues.ts';
import { dynamoOffers } from '../../functions/adapters/dynamodb/offers.ts';
import { dynamoCampaignOffers } from '../../functions/adapters/dynamodb/campaign-offers.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import { dynamoExperiments } from '../../functions/adapters/dynamodb/experiments.ts';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import { evenPace } from '../../functions/adapters/system/pace.ts';
import { systemIds } from '../../functions/adapters/system/world.ts';
import type { CampaignDefinition } from '../../functions/domain/campaign/definition.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { appraiseBy } from '../../functions/domain/customer/appraise.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import { firmOf } from '../../functions/handlers/wiring.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { closeCampaign } from '../../functions/use-cases/close-campaign.ts';
import { importCustomers } from '../../functions/use-cases/import-customers.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { CHILDREN, sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { createTable, engineClient, startEngine } from '../../local/dynamodb.ts';
import { synthesize } from '../../local/synth.ts';
import { readCloud } from '../../local/template.ts';
import { prices } from '../cost/prices.ts';
import { sampleCustomers } from '../sample-customers.ts';
import { metered, type Meter } from './meter.ts';
import { atMost, timesTheFloor, type Row } from './row.ts';

const SMALL = 2000;
const LARGE = 10 * SMALL;
const TIME_BUDGET = 11;
/** Units for each customer do not depend on how many there are. */
const EVERYBODY = 4000;
/** One in ten is written to: what a campaign to a segment is. */
const TARGET = 0.1;
const NOON = '2026-11-25T12:00:00.000Z';
/** A child's pages are the same whatever the size of the base; so is what it holds in memory. */
const MEMORY_BUDGET = 1.3;
const MILLION = 1_000_000;
const CHILD_MB = 64;
const KEY = 'a key of at least sixteen characters';

setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));

interface Run {
  readonly ms: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly heapMb: number;
  readonly considered: number;
  readonly contacted: number;
  readonly children: number;
}

/**
 * The same campaign over a base and over one ten times as large: import first, then what the machine's functions do, on
 * one engine. Units are as the engine bills them; time is that of two cores that also run the engine.
 */
export async function campaignRows(): Promise<Row[]> {
  const small = await campaignOver(SMALL, toOneInTen);
  const large = await campaignOver(LARGE, toOneInTen);
  const everybody = await campaignOver(EVERYBODY, { ...toOneInTen, segment: { all: [] } });
  const over = (units: number, of: number): number => units / of;
  return [
    timesTheFloor({
      name: 'campaign-time',
      value: large.ms,
      unit: 'ms',
      floor: small.ms,
      budget: TIME_BUDGET,
      detail: `${LARGE} customers against ${SMALL}, ${large.contacted} of them written to; ${Math.round(LARGE / (large.ms / 1000))} considered a second`,
    }),
    timesTheFloor({
      name: 'campaign-memory',
      value: large.heapMb,
      unit: 'MB',
      floor: small.heapMb,
      budget: MEMORY_BUDGET,
      detail: 'most heap in use after a part, garbage collected',
    }),
    atMost({
      name: 'campaign-reads',
      value: over(large.readUnits, large.considered),
      unit: 'read units per considered customer',
      budget: 0.3,
    }),
    atMost({
      name: 'campaign-writes',
      value: over(large.writeUnits, large.contacted),
      unit: 'write units per contacted customer',
      budget: 8,
      detail: 'all writes of the run, by those written to',
    }),
    atMost({
      name: 'campaign-everybody-reads',
      value: over(everybody.readUnits, everybody.considered),
      unit: 'read units per considered customer',
      budget: 0.3,
      detail: `a campaign for all ${EVERYBODY}, of whom ${everybody.contacted} may be written to and are`,
    }),
    atMost({
      name: 'campaign-everybody-writes',
      value: over(everybody.writeUnits, everybody.contacted),
      unit: 'write units per contacted customer',
      budget: 8,
    }),
    atMost({
      name: 'campaign-orchestration',
      value: orchestration(large) * (MILLION / large.considered),
      unit: 'dollars per million considered',
      budget: 0.1,
      detail:
        'a request, three minutes of a child and a transition for each part, and the machine around them',
    }),
  ];
}

/** Standard transitions of one pass beside its parts: plan, map, close, choice, end. */
const MACHINE_TRANSITIONS = 6;
const CHILD_SECONDS = 180;

function orchestration({ children }: Run): number {
  const child =
    prices.expressRequest +
    CHILD_SECONDS * (CHILD_MB / 1024) * prices.expressGigabyteSecond +
    prices.transition;
  return MACHINE_TRANSITIONS * prices.transition + children * child;
}

/** @param catalogue offers that are in force, where the campaign makes some */
export async function campaignOver(
  size: number,
  definition: CampaignDefinition,
  catalogue?: Edition,
): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  const engine = await startEngine(folder);
  const setUp = engineClient(engine.url);
  const client = engineClient(engine.url);
  try {
    const cloud = readCloud(await synthesize(), {
      region: 'us-east-1',
      accountId: '000000000000',
      apiUrl: '',
    });
    const [resource] = cloud.ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template has no table');
    const { name } = await createTable(setUp, resource);
    const settings = RuntimeSettings.parse({ mailsPerSecond: 100_000 });
    await fill(dynamoCustomers(openTable(name, setUp)), size, settings);
    if (catalogue) await dynamoCatalogues(openTable(name, setUp), shippedEdition).apply(catalogue);
    const meter = metered(client);
    return await run(openTable(name, client), settings, meter, definition);
  } finally {
    client.destroy();
    setUp.destroy();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(
  customers: ReturnType<typeof dynamoCustomers>,
  size: number,
  settings: RuntimeSettings,
): Promise<void> {
  const sample = sampleCustomers({ customers: size, ordersEach: 0, now: NOON });
  const [header = '', ...lines] = sample.customers.trim().split('\n');
  const columns = header.split(',');
  const rows = lines.map((line, index) => ({
    number: index + 1,
    row: Object.fromEntries(line.split(',').map((cell, place) => [columns[place] ?? '', cell])),
  }));
  const appraise = appraiseBy({
    diamond: settings.diamondValue,
    gold: settings.goldValue,
    silver: settings.silverValue,
  });
  for (let at = 0; at < rows.length; at += 2000)
    await importCustomers(customers, rows.slice(at, at + 2000), {
      ...{ now: NOON, source: 'bench', appraise },
      currency: settings.currency,
    });
}

async function run(
  table: ReturnType<typeof openTable>,
  settings: RuntimeSettings,
  meter: Meter,
  definition: CampaignDefinition,
): Promise<Run> {
  const key = () => Promise.resolve(KEY);
  const clock = { now: () => NOON };
  let sent = 0;
  const deps = {
    campaigns: dynamoCampaigns(table),
    contacts: dynamoContacts(table),
    experiments: dynamoExperiments(table),
    offers: dynamoOffers(table),
    campaignOffers: dynamoCampaignOffers(table),
    catalogues: dynamoCatalogues(table, shippedEdition),
    customers: dynamoCustomers(table),
    cases: dynamoCases(table, clock.now),
    churnModel: generalModel(),
    digests: secretDigests(key),
    links: hmacLinks(() => Promise.resolve([KEY])),
    postOffice: {
      send: () => Promise.resolve({ kind: 'sent' as const, messageId: `<${(sent += 1)}@bench>` }),
    },
    pace: evenPace,
    leftOut: (error: unknown) => {
      throw error;
    },
    ids: systemIds,
    clock,
    settings,
    firm: firmOf(settings, { publicUrl: 'https://bench.example', mailFrom: settings.intakeAddress }),
  };
  const made = await createCampaign(deps, definition, 'bench');
  if (!made.ok) throw new Error('the campaign of the bench makes no sense');
  const { id } = made.value;
  meter.reset();
  const started = performance.now();
  const begun = await runCampaign(deps, { campaignId: id, version: 1, by: 'bench' });
  if (!begun.ok) throw new Error(begun.reason);
  const { shards } = await planCampaign(deps, id);
  let heap = 0;
  // As the machine does: so many children at once.
  for (let at = 0; at < shards.length; at += CHILDREN) {
    await Promise.all(shards.slice(at, at + CHILDREN).map((shard) => sendCampaignShard(deps, shard)));
    collect();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  await closeCampaign(deps, id);
  const ms = performance.now() - started;
  const ended = await deps.campaigns.byId(id);
  return {
    ms,
    ...meter.used,
    heapMb: heap / 2 ** 20,
    considered: ended?.considered ?? 0,
    contacted: sent,
    children: shards.length,
  };
}

/** One customer in ten. */
export const toOneInTen: CampaignDefinition = {
  name: 'Bench',
  segment: {
    all: [
      { field: 'attribute.region', op: '=', value: 'north' },
      { field: 'monthlyCharge', op: '>=', value: 110 - 90 * (TARGET / 0.25 / 0.7) },
    ],
  },
  trigger: { when: 'asked' },
  holdoutShare: 0.1,
  mailsAtMost: 1,
  steps: [
    {
      id: 'mail',
      do: 'mail',
      variants: [
        {
          name: 'a',
          share: 1,
          texts: {
            en: { subject: 'Hello', point: 'hello.', text: 'Words.' },
            'zh-Hans': { subject: '您好', point: '您好。', text: '内容。' },
          },
        },
      ],
    },
  ],
};

import * as z from 'zod';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { dayOf, startOf } from '../../domain/instant.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { startCampaign } from '../../use-cases/start-campaign.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const deps = {
  campaigns: dynamoCampaigns(table),
  customers: dynamoCustomers(table),
  clock: systemClock,
  settings: env.SETTINGS,
};

/** The scheduler's event says when it was due; without that, a campaign has the name of its day. */
const scheduled = z.object({ time: z.iso.datetime().optional() });

export const handler = (event: unknown): Promise<object> => {
  const { time } = scheduled.parse(event);
  return startCampaign(deps, time ?? startOf(dayOf(systemClock.now())));
};

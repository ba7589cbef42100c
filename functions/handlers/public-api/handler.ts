import { handle } from 'hono/aws-lambda';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoSuppressions } from '../../adapters/dynamodb/suppressions.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireCaseDesk } from '../wiring.ts';
import { publicApi } from './app.ts';
import { Env } from './env.ts';

const work = wireCaseDesk(parseEnv(Env));
const deps = {
  ...work,
  customers: dynamoCustomers(work.table),
  campaigns: dynamoCampaigns(work.table),
  suppressions: dynamoSuppressions(work.table),
};

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(publicApi(deps));

import { handle } from 'hono/aws-lambda';
import { dynamoBeliefs } from '../../adapters/dynamodb/beliefs.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCatalogues } from '../../adapters/dynamodb/catalogues.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { shippedEdition } from '../../domain/offer/default-catalogue.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { firmOf, wireStore } from '../wiring.ts';
import { retentionApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const store = wireStore(env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  retentionApi({
    ...store,
    // It writes no mail and no link.
    firm: firmOf(env.SETTINGS, { publicUrl: '', mailFrom: '' }),
    customers: dynamoCustomers(store.table),
    experiments: dynamoExperiments(store.table),
    campaigns: dynamoCampaigns(store.table),
    offers: dynamoOffers(store.table),
    beliefs: dynamoBeliefs(store.table),
    catalogues: dynamoCatalogues(store.table, shippedEdition),
  }),
);

import { handle } from 'hono/aws-lambda';
import { dynamoApprovals } from '../../adapters/dynamodb/approvals.ts';
import { dynamoBeliefs } from '../../adapters/dynamodb/beliefs.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCatalogues } from '../../adapters/dynamodb/catalogues.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoDecisionLog } from '../../adapters/dynamodb/decision-log.ts';
import { dynamoPoints } from '../../adapters/dynamodb/points.ts';
import { dynamoPointsMails } from '../../adapters/dynamodb/points-mails.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { dynamoSegments } from '../../adapters/dynamodb/segments.ts';
import { shippedEdition } from '../../domain/offer/default-catalogue.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { chosenChurnModel } from '../judgement-wiring.ts';
import { wireCaseWork } from '../wiring.ts';
import { retentionApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  retentionApi({
    ...work,
    settings: env.SETTINGS,
    customers: dynamoCustomers(work.table),
    experiments: dynamoExperiments(work.table),
    campaigns: dynamoCampaigns(work.table),
    contacts: dynamoContacts(work.table),
    segments: dynamoSegments(work.table),
    churnModel: chosenChurnModel(env.SETTINGS),
    approvals: dynamoApprovals(work.table),
    beliefs: dynamoBeliefs(work.table),
    decisions: dynamoDecisionLog(work.table),
    points: dynamoPoints(work.table),
    pointsMails: dynamoPointsMails(work.table),
    catalogues: dynamoCatalogues(work.table, shippedEdition),
  }),
);

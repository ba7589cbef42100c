import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { stepFunctionsMachines } from '../../adapters/stepfunctions/machines.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { streamConsumer } from '../../runtime/stream-consumer.ts';
import { dispatchFact } from '../../use-cases/dispatch-fact.ts';
import { rememberedFor } from '../../use-cases/waiting-campaigns.ts';
import { wireStore } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const { table, cases, clock } = wireStore(env);
const offers = dynamoOffers(table);
const campaigns = dynamoCampaigns(table);
const machines = stepFunctionsMachines({
  recovery: env.RECOVERY_WORKFLOW_ARN,
  escalation: env.ESCALATION_WORKFLOW_ARN,
  campaign: env.CAMPAIGN_WORKFLOW_ARN,
  import: env.IMPORT_WORKFLOW_ARN,
});

/** Seconds that campaigns which wait for facts are remembered. */
const REMEMBERED = 30;
const waiting = rememberedFor(REMEMBERED, { campaigns, clock });

export const handler = streamConsumer((row) =>
  dispatchFact({ cases, machines, offers, campaigns, waiting, clock }, row),
);

import { sendCampaignShard as contract } from '../../../workflows/contracts.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { evenPace } from '../../adapters/system/pace.ts';
import { loggable, logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { sendCampaignShard } from '../../use-cases/send-campaign-shard.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const deps = {
  ...work,
  ...wireJudgement(work.table, env.SETTINGS),
  campaigns: dynamoCampaigns(work.table),
  contacts: dynamoContacts(work.table),
  experiments: dynamoExperiments(work.table),
  pace: evenPace,
  leftOut: (error: unknown) =>
    logger.error('a customer was not taken on at the first try', { ...loggable(error) }),
};

export const handler = workflowTask({ ...contract, run: (shard) => sendCampaignShard(deps, shard) });

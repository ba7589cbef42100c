import { closeCampaign as contract } from '../../../workflows/contracts.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { closeCampaign } from '../../use-cases/close-campaign.ts';
import { Env } from './env.ts';

const deps = { campaigns: dynamoCampaigns(openTable(parseEnv(Env).TABLE)), clock: systemClock };

export const handler = workflowTask({
  ...contract,
  run: ({ campaignId }) => closeCampaign(deps, campaignId),
});

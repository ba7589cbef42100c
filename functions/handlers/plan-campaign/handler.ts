import { planCampaign as contract } from '../../../workflows/contracts.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { planCampaign } from '../../use-cases/plan-campaign.ts';
import { Env } from './env.ts';

const table = openTable(parseEnv(Env).TABLE);
const deps = { campaigns: dynamoCampaigns(table) };

export const handler = workflowTask({ ...contract, run: ({ campaignId }) => planCampaign(deps, campaignId) });

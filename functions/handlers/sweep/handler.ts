import { dynamoApprovals } from '../../adapters/dynamodb/approvals.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoImports } from '../../adapters/dynamodb/imports.ts';
import { dynamoSweeps } from '../../adapters/dynamodb/sweeps.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { logger } from '../../runtime/logger.ts';
import { reportCounts } from '../../runtime/metrics.ts';
import { startDuePasses } from '../../use-cases/due-campaigns.ts';
import { sweep } from '../../use-cases/sweep.ts';
import { tellApprovers } from '../../use-cases/tell-approvers.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const customers = dynamoCustomers(work.table);
const deps = {
  ...work,
  customers,
  approvals: dynamoApprovals(work.table),
  sweeps: dynamoSweeps(work.table),
};

const outreach = {
  ...work,
  customers,
  campaigns: dynamoCampaigns(work.table),
  imports: dynamoImports(work.table),
};

export const handler = async (): Promise<object> => {
  try {
    const swept = await sweep(deps);
    logger.info('swept', { ...swept });
    reportCounts(env.STAGE, {
      PromisesWithoutAction: swept.idle,
      // Either way a machine was lost.
      RecoveriesRestarted: swept.restarted + swept.climbed,
    });
    return swept;
  } finally {
    // A case that cannot be swept holds no campaign back, and a campaign none that waits for a lead.
    try {
      await startDuePasses(outreach);
    } finally {
      await tellApprovers({ ...outreach, approvals: deps.approvals });
    }
  }
};

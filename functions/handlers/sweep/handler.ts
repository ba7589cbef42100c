import { dynamoApprovals } from '../../adapters/dynamodb/approvals.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoSweeps } from '../../adapters/dynamodb/sweeps.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { logger } from '../../runtime/logger.ts';
import { reportCounts } from '../../runtime/metrics.ts';
import { startDuePasses } from '../../use-cases/due-campaigns.ts';
import { sweep } from '../../use-cases/sweep.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const deps = { ...work, approvals: dynamoApprovals(work.table), sweeps: dynamoSweeps(work.table) };

const outreach = {
  ...work,
  campaigns: dynamoCampaigns(work.table),
  customers: dynamoCustomers(work.table),
};

export const handler = async (): Promise<object> => {
  try {
    const swept = await sweep(deps);
    logger.info('swept', { ...swept });
    reportCounts(env.STAGE, { PromisesWithoutAction: swept.idle, RecoveriesRestarted: swept.restarted });
    return swept;
  } finally {
    // A case that cannot be swept holds no campaign back.
    await startDuePasses(outreach);
  }
};

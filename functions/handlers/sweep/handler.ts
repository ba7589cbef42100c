import { dynamoSweeps } from '../../adapters/dynamodb/sweeps.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { logger } from '../../runtime/logger.ts';
import { reportCounts } from '../../runtime/metrics.ts';
import { sweep } from '../../use-cases/sweep.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const deps = { ...work, sweeps: dynamoSweeps(work.table) };

export const handler = async (): Promise<object> => {
  const swept = await sweep(deps);
  logger.info('swept', { ...swept });
  reportCounts(env.STAGE, { PromisesWithoutAction: swept.idle, RecoveriesRestarted: swept.restarted });
  return swept;
};

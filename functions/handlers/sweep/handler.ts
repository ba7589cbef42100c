import { parseEnv } from '../../runtime/parse-env.ts';
import { logger } from '../../runtime/logger.ts';
import { sweep } from '../../use-cases/sweep.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const deps = wireCaseWork(parseEnv(Env));

export const handler = async (): Promise<object> => {
  const swept = await sweep(deps);
  logger.info('swept', { ...swept });
  return swept;
};

import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { logger } from '../../runtime/logger.ts';
import { reportCounts } from '../../runtime/metrics.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { watchDrift } from '../../use-cases/watch-drift.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { wireStore } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const store = wireStore(env);
const deps = {
  ...store,
  ...wireJudgement(store.table, env.SETTINGS),
  contacts: dynamoContacts(store.table),
};

export const handler = async (): Promise<object> => {
  const watched = await watchDrift(deps);
  logger.info('drift watched', { ...watched });
  reportCounts(env.STAGE, { DriftedFeatures: watched.drifted.length });
  return watched;
};

import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoPoints } from '../../adapters/dynamodb/points.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { readPromiseEvent } from '../../runtime/promise-event.ts';
import { earnForPromise } from '../../use-cases/earn-for-promise.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const deps = {
  points: dynamoPoints(table),
  customers: dynamoCustomers(table),
  clock: systemClock,
  settings: env.SETTINGS,
};

/**
 * Runs for each event `PromiseKept`; told twice, it gives nothing more.
 * @throws for a customer we do not know: after its retries the event waits as a dead letter
 */
export const handler = async (event: unknown): Promise<void> => {
  const promise = readPromiseEvent(event);
  logger.info('promise heard', { promise: promise.promiseId, earned: await earnForPromise(deps, promise) });
};

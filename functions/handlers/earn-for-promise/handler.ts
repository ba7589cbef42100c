import { dynamoCases } from '../../adapters/dynamodb/cases.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
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
  offers: dynamoOffers(table),
  cases: dynamoCases(table, systemClock.now),
  clock: systemClock,
  settings: env.SETTINGS,
};

/**
 * Runs for each event `PromiseKept`; told twice, it gives nothing more.
 * @throws for a customer, offer or case we do not know, or a promise that may be ours: after its retries the event waits as a dead letter
 */
export const handler = async (event: unknown): Promise<void> => {
  const promise = readPromiseEvent(event);
  logger.info('promise heard', { promise: promise.promiseId, earned: await earnForPromise(deps, promise) });
};

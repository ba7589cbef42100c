import { dynamoBeliefs } from '../../adapters/dynamodb/beliefs.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { logger } from '../../runtime/logger.ts';
import { readOutcomeEvent } from '../../runtime/outcome-event.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { hearOutcome } from '../../use-cases/hear-outcome.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const deps = {
  experiments: dynamoExperiments(table),
  customers: dynamoCustomers(table),
  offers: dynamoOffers(table),
  beliefs: dynamoBeliefs(table),
};

/**
 * Runs for each outcome that the firm's CRM puts on the event bus; told twice, it changes nothing more.
 * @throws RejectedOutcome when the event cannot be taken in: after its retries it waits as a dead letter
 */
export const handler = async (event: unknown): Promise<void> => {
  const { id, source, row } = readOutcomeEvent(event);
  const heard = await hearOutcome(deps, row, source);
  logger.info('outcome heard', { event: id, source, heard });
};

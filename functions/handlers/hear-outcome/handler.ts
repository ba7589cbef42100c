import { dynamoBeliefs } from '../../adapters/dynamodb/beliefs.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { logger } from '../../runtime/logger.ts';
import { readLeavingEvent, readOutcomeEvent, readStayingEvent } from '../../runtime/outcome-event.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { hearOutcome } from '../../use-cases/hear-outcome.ts';
import { noteLeaving } from '../../use-cases/note-leaving.ts';
import { noteStaying } from '../../use-cases/note-staying.ts';
import { wireStore } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const { table, cases } = wireStore(env);
const deps = {
  cases,
  experiments: dynamoExperiments(table),
  customers: dynamoCustomers(table),
  offers: dynamoOffers(table),
  beliefs: dynamoBeliefs(table),
};

/**
 * Runs for each outcome that the firm's CRM puts on the event bus, and for each event of our own that says that a
 * customer left, or takes that back; told twice, it changes nothing more.
 * @throws RejectedOutcome when an event of the CRM cannot be taken in: after its retries it waits as a dead letter
 */
export const handler = async (event: unknown): Promise<void> => {
  const staying = readStayingEvent(event);
  if (staying) {
    logger.info('staying heard', { caseId: staying.caseId, heard: await noteStaying(deps, staying) });
    return;
  }
  const leaving = readLeavingEvent(event);
  if (leaving) {
    logger.info('leaving heard', { caseId: leaving.caseId, heard: await noteLeaving(deps, leaving) });
    return;
  }
  const { id, source, row } = readOutcomeEvent(event);
  logger.info('outcome heard', { event: id, source, heard: await hearOutcome(deps, row, source) });
};

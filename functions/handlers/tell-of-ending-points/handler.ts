import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoPoints } from '../../adapters/dynamodb/points.ts';
import { dynamoPointsMails } from '../../adapters/dynamodb/points-mails.ts';
import { evenPace } from '../../adapters/system/pace.ts';
import { logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { tellOfEndingPoints } from '../../use-cases/tell-of-ending-points.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const deps = {
  ...work,
  pointsMails: dynamoPointsMails(work.table),
  points: dynamoPoints(work.table),
  customers: dynamoCustomers(work.table),
  contacts: dynamoContacts(work.table),
  pace: evenPace(env.SETTINGS.mailsPerSecond),
};

/** Runs by the clock; run twice, or cut short, nobody is told twice. */
export const handler = async (): Promise<object> => {
  const told = await tellOfEndingPoints(deps);
  logger.info('told of ending points', { ...told });
  return told;
};

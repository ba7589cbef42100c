import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoMailboxes } from '../../adapters/dynamodb/mailboxes.ts';
import { logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { readFeedbackEvent } from '../../runtime/feedback-event.ts';
import { heedDeliveryReport } from '../../use-cases/heed-delivery-report.ts';
import { domainOf } from '../../use-cases/mail-writer.ts';
import { wireCaseDesk } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseDesk(env);
const ours = {
  region: process.env['AWS_REGION'] ?? 'us-east-1',
  mailDomain: domainOf(env.SETTINGS.intakeAddress),
};
const deps = {
  ...work,
  mailboxes: dynamoMailboxes(work.table),
  contacts: dynamoContacts(work.table),
  campaigns: dynamoCampaigns(work.table),
};

/** Runs for each bounce and complaint that SES tells of; told twice or late, it changes nothing more. */
export const handler = async (event: unknown): Promise<void> => {
  for (const report of readFeedbackEvent(event, ours)) {
    const heeded = await heedDeliveryReport(deps, report);
    logger.info('feedback heeded', { report: report.id, what: report.what, ...heeded });
  }
};

import { dynamoKinship } from '../../adapters/dynamodb/kinship.ts';
import { dynamoLedger } from '../../adapters/dynamodb/ledger.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoMailboxes } from '../../adapters/dynamodb/mailboxes.ts';
import { s3MailStore } from '../../adapters/s3/mail-store.ts';
import { logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { readSesEvent } from '../../runtime/ses-event.ts';
import { receiveMail } from '../../use-cases/receive-mail.ts';
import { domainOf } from '../../use-cases/mail-writer.ts';
import { wireCaseDesk } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseDesk(env);
const deps = {
  ...work,
  ledger: dynamoLedger(work.table),
  kinship: dynamoKinship(work.table),
  mailboxes: dynamoMailboxes(work.table),
  contacts: dynamoContacts(work.table),
  campaigns: dynamoCampaigns(work.table),
  mailStore: s3MailStore(env.MAIL_BUCKET, env.MAIL_PREFIX, work.table.client.config),
  mailDomain: domainOf(env.SETTINGS.intakeAddress),
};

/** Runs once per stored message; a failure is tried again by Lambda, and the ledger makes a repeat harmless. */
export const handler = async (event: unknown): Promise<object> => {
  const rows = [];
  for (const received of readSesEvent(event)) {
    const row = await receiveMail(deps, received);
    logger.info('mail received', {
      ledgerId: row.id,
      outcome: row.outcome,
      caseId: row.caseId,
      reason: row.reason,
    });
    rows.push({ ledgerId: row.id, outcome: row.outcome, caseId: row.caseId });
  }
  return { received: rows };
};

import { handle } from 'hono/aws-lambda';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { dynamoLedger } from '../../adapters/dynamodb/ledger.ts';
import { dynamoMailboxes } from '../../adapters/dynamodb/mailboxes.ts';
import { dynamoQuarantine } from '../../adapters/dynamodb/quarantine.ts';
import { lambdaMailDesk } from '../../adapters/lambda/mail-desk.ts';
import { s3MailDownloads } from '../../adapters/s3/extracted-files.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireStore } from '../wiring.ts';
import { intakeApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const store = wireStore(env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  intakeApi({
    ...store,
    staff: env.SETTINGS.staff,
    ledger: dynamoLedger(store.table),
    quarantine: dynamoQuarantine(store.table),
    mailboxes: dynamoMailboxes(store.table),
    contacts: dynamoContacts(store.table),
    mailDesk: lambdaMailDesk(env.MAIL_DESK),
    downloads: s3MailDownloads(env.MAIL_BUCKET, env.MAIL_PREFIX, store.table.client.config, store.clock.now),
  }),
);

import { handle } from 'hono/aws-lambda';
import { dynamoAttachments } from '../../adapters/dynamodb/attachments.ts';
import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoContacts } from '../../adapters/dynamodb/contacts.ts';
import { s3AttachmentFiles } from '../../adapters/s3/attachment-files.ts';
import { loggable, logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireCaseDesk } from '../wiring.ts';
import { publicApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseDesk(env);
const deps = {
  ...work,
  customers: dynamoCustomers(work.table),
  campaigns: dynamoCampaigns(work.table),
  contacts: dynamoContacts(work.table),
  attachments: dynamoAttachments(work.table, work.clock.now),
  leftOut: (error: unknown): void => {
    logger.error('who unsubscribed is not marked beside the base', loggable(error));
  },
  attachmentFiles: s3AttachmentFiles(env.ATTACHMENT_BUCKET, work.table.client.config, work.clock.now),
};

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(publicApi(deps));

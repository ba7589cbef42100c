import { dynamoLedgerBooks, dynamoPasses } from '../../adapters/dynamodb/reconciliation.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { lambdaMailReader } from '../../adapters/lambda/mail-reader.ts';
import { s3StoredMails } from '../../adapters/s3/stored-mails.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { logger } from '../../runtime/logger.ts';
import { reportCounts } from '../../runtime/metrics.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { reconcileMail } from '../../use-cases/reconcile-mail.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const deps = {
  storedMails: s3StoredMails(env.MAIL_BUCKET, env.MAIL_PREFIX),
  books: dynamoLedgerBooks(table),
  passes: dynamoPasses(table),
  reader: lambdaMailReader(env.MAIL_INTAKE),
  clock: systemClock,
};

export const handler = async (): Promise<object> => {
  const { days, ...counts } = await reconcileMail(deps);
  logger.info('mail reconciled', { ...counts, days });
  reportCounts(env.STAGE, { MailNotInLedger: counts.missing, StoredMailGone: counts.gone });
  return { ...counts, days };
};

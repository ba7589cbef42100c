import { dynamoLedger } from '../../adapters/dynamodb/ledger.ts';
import { s3ExtractedFiles } from '../../adapters/s3/extracted-files.ts';
import { s3MailStore } from '../../adapters/s3/mail-store.ts';
import { mailTaskSchema } from '../../ports/mail-task.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { acceptMail, attachMail } from '../../use-cases/decide-about-mail.ts';
import { extractAttachment } from '../../use-cases/extract-attachment.ts';
import { domainOf } from '../../use-cases/mail-writer.ts';
import { refuseMail } from '../../use-cases/refuse-mail.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const aws = work.table.client.config;
const deps = {
  ...work,
  ledger: dynamoLedger(work.table),
  mailStore: s3MailStore(env.MAIL_BUCKET, env.MAIL_PREFIX, aws),
  extracted: s3ExtractedFiles(env.MAIL_BUCKET, aws),
  mailDomain: domainOf(env.SETTINGS.intakeAddress),
};

/** Called by the staff's intake API, which carries no parser of mail. */
export const handler = async (event: unknown): Promise<object> => {
  const task = mailTaskSchema.parse(event);
  switch (task.task) {
    case 'accept':
      return acceptMail(deps, task.command);
    case 'attach':
      return attachMail(deps, task.command);
    case 'refuse':
      return refuseMail(deps, task.command);
    case 'extract':
      return extractAttachment(deps, task.ledgerId, task.place);
  }
};

import { handle } from 'hono/aws-lambda';
import { dynamoImports } from '../../adapters/dynamodb/imports.ts';
import { s3AttachmentFiles } from '../../adapters/s3/attachment-files.ts';
import { s3ImportFiles } from '../../adapters/s3/import-files.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { wireCaseWork } from '../wiring.ts';
import { staffApi } from './app.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);

// The package that replaces this adapter in hono 5 is not published yet.
// eslint-disable-next-line @typescript-eslint/no-deprecated
export const handler = handle(
  staffApi({
    ...work,
    ...wireJudgement(work.table, env.SETTINGS),
    imports: dynamoImports(work.table),
    files: s3ImportFiles(env.IMPORT_BUCKET, work.clock.now),
    downloads: s3AttachmentFiles(env.ATTACHMENT_BUCKET, work.table.client.config, work.clock.now),
  }),
);

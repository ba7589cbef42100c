import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { dynamoLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { openTable } from '../../functions/adapters/dynamodb/table.ts';
import { s3StoredMails } from '../../functions/adapters/s3/stored-mails.ts';
import { Stopped } from '../explain-failure.ts';
import type { Service } from './replay.ts';

const laptopSchema = z.object({
  endpoint: z.url(),
  region: z.string(),
  mailIntake: z.string().nullable(),
});
const variablesSchema = z.object({ TABLE: z.string(), MAIL_BUCKET: z.string(), MAIL_PREFIX: z.string() });

/** The stage to work on: a deployed one by the name of its mail intake, or the laptop cloud at an address. */
export async function serviceOf(where: {
  readonly url: string;
  readonly functionName: string | undefined;
}): Promise<Service> {
  const { functionName } = where;
  if (functionName !== undefined) return connect(functionName, {});
  const laptop = await laptopAt(where.url);
  if (laptop.mailIntake === null) throw new Stopped('This laptop cloud takes in no mail.');
  return connect(laptop.mailIntake, {
    endpoint: laptop.endpoint,
    region: laptop.region,
    credentials: { accessKeyId: 'replay', secretAccessKey: 'local' },
  });
}

async function laptopAt(url: string): Promise<z.infer<typeof laptopSchema>> {
  const nothing = `Nothing of Amends answers at ${url}: start it with "npm start", name its address with --url, or a deployed stage with --function.`;
  let answer: Response;
  try {
    answer = await fetch(`${url.replace(/\/+$/, '')}/local/services`);
  } catch (error) {
    if (error instanceof TypeError) throw new Stopped(nothing);
    throw error;
  }
  if (!answer.ok) throw new Stopped(nothing);
  return laptopSchema.parse(await answer.json());
}

interface Connection {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

async function connect(functionName: string, connection: Connection): Promise<Service> {
  const lambda = new LambdaClient(connection);
  const variables = variablesSchema.safeParse(
    (
      await toAws(
        lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName })),
        functionName,
      )
    ).Environment?.Variables,
  );
  if (!variables.success)
    throw new Stopped(`${functionName} is not the mail intake: take the output ReceiveMailFunctionName.`);
  const { TABLE, MAIL_BUCKET, MAIL_PREFIX } = variables.data;
  const emulated =
    connection.endpoint !== undefined ||
    process.env['AWS_ENDPOINT_URL_S3'] !== undefined ||
    process.env['AWS_ENDPOINT_URL'] !== undefined;
  const s3 = new S3Client({ ...connection, forcePathStyle: emulated });
  const ledger = dynamoLedger(openTable(TABLE, new DynamoDBClient(connection)));
  return {
    storedMails: s3StoredMails(MAIL_BUCKET, MAIL_PREFIX, s3),
    row: (messageId) => ledger.read(messageId),
    async takeIn(messageId) {
      const { FunctionError, Payload } = await lambda.send(
        new InvokeCommand({
          FunctionName: functionName,
          Payload: JSON.stringify({ replay: { messageId } }),
        }),
      );
      if (FunctionError !== undefined) throw new Stopped(`the intake failed: ${messageIn(Payload)}`);
    },
  };
}

/** Wrong credentials and wrong names are said in AWS's own words, in one line. */
async function toAws<T>(call: Promise<T>, functionName: string): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error) throw new Stopped(`AWS refuses to tell of ${functionName}: ${error.message}`);
    throw error;
  }
}

function messageIn(payload: Uint8Array | undefined): string {
  const failure = z
    .object({ errorMessage: z.string() })
    .safeParse(JSON.parse(payload ? Buffer.from(payload).toString('utf8') : 'null'));
  return failure.success ? failure.data.errorMessage : 'without a word';
}

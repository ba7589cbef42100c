import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { openTable } from '../../../functions/adapters/dynamodb/table.ts';

const Outputs = z.object({
  'amends-dev-service': z.object({
    ApiUrl: z.url(),
    TableName: z.string(),
    MailBucketName: z.string(),
    RecoveryWorkflowArn: z.string(),
    ReceiveMailFunctionName: z.string(),
    UserPoolId: z.string(),
    UserPoolClientId: z.string(),
  }),
});

/** What the deployment printed. */
export const outputs = Outputs.parse(JSON.parse(readFileSync(process.env['AMENDS_OUTPUTS'] ?? '', 'utf8')))[
  'amends-dev-service'
];

export const table = openTable(outputs.TableName);
const lambda = new LambdaClient({});
const s3 = new S3Client({ forcePathStyle: true });

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly json: () => any;
}

/**
 * Calls the API. An emulator serves every API at its one endpoint and tells them apart by name, so the name goes
 * into the Host header and need not resolve.
 */
export function call(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { hostname, port } = new URL(process.env['AWS_ENDPOINT_URL'] ?? '');
  const { host } = new URL(outputs.ApiUrl);
  const sent = body && JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path,
        headers: { host, ...(sent !== undefined && { 'content-type': 'application/json' }), ...headers },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text,
            json: () => JSON.parse(text),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(sent);
  });
}

/** The token behind `#` of a link we gave. */
export const tokenIn = (url: string): string => new URL(url).hash.slice(1);

interface Invoked {
  readonly failed: boolean;
  readonly payload: any;
}

/** Invokes a function and waits for what it returns. */
export async function invoke(functionName: string, event: object): Promise<Invoked> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const text = Payload === undefined ? 'null' : Buffer.from(Payload).toString('utf8');
  return { failed: FunctionError !== undefined, payload: JSON.parse(text) };
}

/** Names of our functions by handler; the handler's name is the one it logs under. */
export async function functionNames(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const page of paginateListFunctions({ client: lambda }, {})) {
    for (const { FunctionName = '', Environment } of page.Functions ?? []) {
      const handler = Environment?.Variables?.['POWERTOOLS_SERVICE_NAME'];
      if (FunctionName.startsWith('amends-dev-service-') && handler !== undefined)
        names.set(handler, FunctionName);
    }
  }
  return names;
}

/** Stores a message as the receipt rule does, below `mail/` under the id that the event names. */
export async function storeMail(messageId: string, raw: string): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: outputs.MailBucketName,
      Key: `mail/${messageId}`,
      Body: Buffer.from(raw),
    }),
  );
}

/** The receipt event of SES for a stored message that passed every check. */
export function sesEvent(messageId: string, recipient: string): object {
  const pass = { status: 'PASS' };
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: { messageId, timestamp: new Date().toISOString(), destination: [recipient] },
          receipt: {
            recipients: [recipient],
            spamVerdict: pass,
            virusVerdict: pass,
            spfVerdict: pass,
            dkimVerdict: pass,
            dmarcVerdict: pass,
            action: { type: 'Lambda', invocationType: 'Event' },
          },
        },
      },
    ],
  };
}

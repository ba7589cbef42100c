import * as z from 'zod';
import { jsonAnswer, type AwsRequest, type AwsResponse } from './aws-endpoint.ts';

/** What the table cost, as DynamoDB would bill it. */
export interface StoreUse {
  /** Requests by operation; a transaction counts one. */
  readonly requests: Record<string, number>;
  writeUnits: number;
  readUnits: number;
}

const Given = z.record(z.string(), z.unknown());
const Consumed = z.object({
  CapacityUnits: z.number().default(0),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
});

const metered = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'GetItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'TransactGetItems',
]);
const writing = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/**
 * Stands before the engine: asks for consumed capacity with every request, adds it up and hides it again
 * from a caller that did not ask, and tells when something was written.
 */
export function storeProxy(
  engineUrl: string,
  use: StoreUse,
  written: () => void,
): (request: AwsRequest) => Promise<AwsResponse> {
  return async ({ operation, headers, body }) => {
    const measured = metered.has(operation);
    const asked = measured ? Given.parse(JSON.parse(body.toString('utf8'))) : {};
    const wanted = asked['ReturnConsumedCapacity'];
    const hidden = measured && (wanted === undefined || wanted === 'NONE');
    const response = await fetch(engineUrl, {
      method: 'POST',
      headers: passedOn(headers),
      body: hidden ? JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }) : new Uint8Array(body),
    });
    const text = await response.text();
    if (writing.has(operation)) written();
    if (!measured) return { ...jsonAnswer(response.status, {}), body: text };
    use.requests[operation] = (use.requests[operation] ?? 0) + 1;
    const answer = Given.parse(JSON.parse(text));
    const consumed = answer['ConsumedCapacity'];
    for (const part of Array.isArray(consumed) ? consumed : consumed === undefined ? [] : [consumed]) {
      const { CapacityUnits, ReadCapacityUnits, WriteCapacityUnits } = Consumed.parse(part);
      use.writeUnits += WriteCapacityUnits ?? (writing.has(operation) ? CapacityUnits : 0);
      use.readUnits += ReadCapacityUnits ?? (writing.has(operation) ? 0 : CapacityUnits);
    }
    if (!hidden) return { ...jsonAnswer(response.status, {}), body: text };
    delete answer['ConsumedCapacity'];
    return jsonAnswer(response.status, answer);
  };
}

const kept = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date', 'x-amz-security-token'];

function passedOn(headers: AwsRequest['headers']): Record<string, string> {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

import * as z from 'zod';
import { engineCall } from './engine-call.ts';
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
  const ask = engineCall(engineUrl);
  return async ({ operation, headers, body }) => {
    if (!metered.has(operation)) {
      const { status, text } = await ask(passedOn(headers), body);
      return { ...jsonAnswer(status, {}), body: text };
    }
    const { given, hidden } = withMeter(body.toString('utf8'));
    const { status, text } = await ask(passedOn(headers), given);
    if (writing.has(operation)) written();
    use.requests[operation] = (use.requests[operation] ?? 0) + 1;
    const answer = Given.parse(JSON.parse(text));
    const consumed = answer['ConsumedCapacity'];
    for (const part of Array.isArray(consumed) ? consumed : consumed === undefined ? [] : [consumed]) {
      const { CapacityUnits, ReadCapacityUnits, WriteCapacityUnits } = Consumed.parse(part);
      use.writeUnits += WriteCapacityUnits ?? (writing.has(operation) ? CapacityUnits : 0);
      use.readUnits += ReadCapacityUnits ?? (writing.has(operation) ? 0 : CapacityUnits);
    }
    if (!hidden) return { ...jsonAnswer(status, {}), body: text };
    delete answer['ConsumedCapacity'];
    return jsonAnswer(status, answer);
  };
}

/** The same request, asking for what it costs; `hidden` when the caller did not ask for it. */
function withMeter(body: string): { readonly given: string; readonly hidden: boolean } {
  // Few requests name it anywhere; the others need not be read for it.
  if (body.startsWith('{"') && !body.includes('"ReturnConsumedCapacity"'))
    return { given: `{"ReturnConsumedCapacity":"TOTAL",${body.slice(1)}`, hidden: true };
  const asked = Given.parse(JSON.parse(body));
  const wanted = asked['ReturnConsumedCapacity'];
  const hidden = wanted === undefined || wanted === 'NONE';
  return { given: hidden ? JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }) : body, hidden };
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

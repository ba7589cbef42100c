import type { AsyncInvocations } from './async-invocations.ts';
import { jsonAnswer, type AwsRequest, type AwsResponse } from './aws-endpoint.ts';
import type { FunctionPool } from './functions.ts';

const invocation = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const configuration = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;

/** The part of the Lambda API that functions and tools use: calling a function, by event or for its answer. */
export function lambdaService(
  functions: FunctionPool,
  invocations: AsyncInvocations,
): (request: AwsRequest) => Promise<AwsResponse> {
  return async ({ method, url, headers, body }) => {
    const { pathname } = new URL(url, 'http://lambda');
    const called = method === 'POST' ? invocation.exec(pathname)?.[1] : undefined;
    const asked = method === 'GET' ? configuration.exec(pathname)?.[1] : undefined;
    const name = decodeURIComponent(called ?? asked ?? '');
    if (name === '') return refused(404, 'UnknownOperationException', `${method} ${pathname}`);
    if (!functions.has(name)) return refused(404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (asked !== undefined)
      return jsonAnswer(200, {
        FunctionName: name,
        Environment: { Variables: functions.environmentOf(name) },
      });

    const event = eventIn(body);
    if (event === undefined) return refused(400, 'InvalidRequestContentException', 'The payload is not JSON');
    if (headers['x-amz-invocation-type'] === 'Event') {
      invocations.invoke(name, event.value);
      return { status: 202 };
    }
    const outcome = await functions.invoke(name, event.value);
    if (outcome.ok) return { status: 200, body: JSON.stringify(outcome.payload ?? null) };
    const { errorType, errorMessage, trace } = outcome;
    return {
      status: 200,
      headers: { 'x-amz-function-error': 'Unhandled' },
      body: JSON.stringify({ errorType, errorMessage, trace }),
    };
  };
}

function eventIn(body: Buffer): { readonly value: unknown } | undefined {
  if (body.length === 0) return { value: {} };
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return { value };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const refused = (status: number, type: string, message: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
  body: JSON.stringify({ Type: 'User', Message: message }),
});

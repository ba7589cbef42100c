import * as z from 'zod';
import type { FunctionPool } from './functions.ts';
import { StateFailure, type Json } from './step.ts';

/**
 * Does what the resource of a task says: calls a function, by its ARN or by `lambda:invoke`.
 * @throws StateFailure with the name of the function's error
 */
export async function invokeResource(functions: FunctionPool, resource: string, call: Json): Promise<Json> {
  const direct = /^arn:aws:lambda:/.test(resource);
  if (!direct && !resource.startsWith('arn:aws:states:::lambda:invoke')) {
    throw new StateFailure(
      'States.Runtime',
      `The laptop cloud does not know the resource ${resource}`,
      false,
    );
  }
  const given = direct
    ? { FunctionName: resource, Payload: call }
    : z.object({ FunctionName: z.string(), Payload: z.json().default({}) }).parse(call);
  const outcome = await functions.invoke(given.FunctionName, given.Payload);
  if (!outcome.ok) {
    const { ok: _ok, ...cause } = outcome;
    throw new StateFailure(outcome.errorType, JSON.stringify(cause));
  }
  const payload = z.json().parse(outcome.payload);
  return direct ? payload : { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: payload };
}

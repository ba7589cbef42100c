/**
 * Runs one function in its own thread. It shifts `Date` before the bundle is imported, so that nothing in
 * the bundle can see real time, and then answers one invocation at a time.
 */
import { syncBuiltinESMExports } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { readSharedTime } from './shared-time.ts';
import { Invocation, type InvocationResult } from './invocation.ts';

const { bundle, handler, cells } = z
  .object({ bundle: z.string(), handler: z.string(), cells: z.instanceof(SharedArrayBuffer) })
  .parse(workerData);

const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
const now = (): number => readSharedTime({ cells }, realNow());
const VirtualDate = new Proxy(RealDate, {
  construct: (target, given, newTarget): Date =>
    z.instanceof(RealDate).parse(Reflect.construct(target, given.length > 0 ? given : [now()], newTarget)),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver): unknown => (key === 'now' ? now : Reflect.get(target, key, receiver)),
});
RealDate.prototype.constructor = VirtualDate;
globalThis.Date = VirtualDate;
syncBuiltinESMExports();

const Handler = z.custom<(event: unknown, context: unknown) => unknown>(
  (value) => typeof value === 'function',
);
const loaded: Promise<unknown> = import(bundle);

const port = parentPort;
if (!port) throw new Error('worker.ts runs only as a worker');

async function answer(invocation: Invocation): Promise<InvocationResult> {
  try {
    const exported = z.record(z.string(), z.unknown()).parse({ ...z.looseObject({}).parse(await loaded) });
    const run = Handler.parse(exported[handler], { error: () => `The bundle exports no ${handler}` });
    const result = await run(invocation.event, contextOf(invocation));
    return { id: invocation.id, ok: true, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    return {
      id: invocation.id,
      ok: false,
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: (thrown.stack ?? '')
        .split('\n')
        .slice(1)
        .map((line) => line.trim()),
    };
  }
}

function contextOf({ id, functionName, functionArn, memory, deadline }: Invocation): object {
  return {
    awsRequestId: id,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memory),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
  };
}

port.on('message', (message: unknown) => {
  void answer(Invocation.parse(message)).then((result) => port.postMessage(result));
});

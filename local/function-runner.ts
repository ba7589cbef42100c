import { appendFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DeployedFunction } from './deployed-function.ts';
import { InvocationResult, type Outcome } from './invocation.ts';
import { laptopSecret } from './presigned.ts';
import type { SharedTime } from './shared-time.ts';

/** Node itself and the bundle of the largest function, with room. */
const smallestHeapMb = 256;

/** An invocation that a worker is at. */
interface Running {
  readonly settle: (outcome: Outcome) => void;
  /** Ends it when its time is up, which may be an hour away. */
  readonly timer: NodeJS.Timeout;
}

/** One worker of a function: it does one invocation at a time, and ends with the first that lasts too long. */
export interface Runner {
  readonly id: string;
  /** Taken by an invocation, perhaps one that has not yet been sent. */
  taken: boolean;
  invoke(event: unknown): Promise<Outcome>;
  readonly end: () => Promise<unknown>;
  /** Nobody waits for its invocations any more; their timers alone would hold the process until their time is up. */
  forsake(): void;
}

interface RunnerSurroundings {
  readonly time: SharedTime;
  /** Folder for one log file per function. */
  readonly logs: string;
  readonly variables: Readonly<Record<string, string>>;
  /** It has done an invocation and may be taken by the next. */
  readonly free: () => void;
  /** Its worker has ended. Told before those who waited for it. */
  readonly gone: () => void;
}

/** Starts a worker for a function, taken already by whoever asked for it. */
export function startRunner(of: DeployedFunction, id: string, around: RunnerSurroundings): Runner {
  const worker = workerFor(of, id, around);
  const running = new Map<string, Running>();

  const takeOff = (invocation: string): Running | undefined => {
    const found = running.get(invocation);
    running.delete(invocation);
    clearTimeout(found?.timer);
    return found;
  };
  const takeOffAll = (): (Running | undefined)[] => [...running.keys()].map(takeOff);

  const runner: Runner = {
    id,
    taken: true,
    invoke(event) {
      const invocation = randomUUID();
      return new Promise<Outcome>((resolve) => {
        const timer = setTimeout(() => {
          takeOff(invocation);
          void worker.terminate();
          resolve(timedOut(of, invocation));
        }, of.timeoutMs);
        running.set(invocation, { settle: resolve, timer });
        worker.postMessage({
          id: invocation,
          event,
          functionName: of.name,
          functionArn: of.arn,
          memory: of.memory,
          deadline: Date.now() + of.timeoutMs,
        });
      });
    },
    end: () => worker.terminate(),
    forsake: () => void takeOffAll(),
  };

  const log = (text: string | Buffer): void => appendFileSync(join(around.logs, `${of.shortName}.log`), text);
  worker.stdout.on('data', log);
  worker.stderr.on('data', log);
  worker.on('message', (message: unknown) => {
    const { id: invocation, ...result } = InvocationResult.parse(message);
    const answered = takeOff(invocation);
    runner.taken = false;
    around.free();
    answered?.settle(result.ok ? { ok: true, payload: JSON.parse(result.payload) } : result);
  });
  const gone = (errorMessage: string, errorType = 'Runtime.ExitError'): void => {
    const lost = takeOffAll();
    around.gone();
    for (const one of lost) one?.settle({ ok: false, errorType, errorMessage, trace: [] });
  };
  worker.on('error', (error: unknown) => {
    log(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    gone(error instanceof Error ? error.message : String(error), 'Runtime.UnhandledError');
  });
  worker.on('exit', (code) => gone(`RequestId: ${id} Error: Runtime exited with exit status ${code}`));
  return runner;
}

function workerFor(of: DeployedFunction, id: string, { time, variables }: RunnerSurroundings): Worker {
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    env: {
      ...variables,
      AWS_LAMBDA_FUNCTION_NAME: of.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(of.memory),
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: laptopSecret,
      ...of.environment,
    },
    execArgv: [],
    // Left to itself a worker lets garbage lie up to gigabytes; a function has its memory and no more.
    resourceLimits: { maxOldGenerationSizeMb: Math.max(of.memory, smallestHeapMb) },
    stdout: true,
    stderr: true,
    workerData: { bundle: pathToFileURL(of.bundle).href, handler: of.handler, cells: time.cells },
  });
  // A waiting worker must not keep a process alive that has nothing else to do.
  worker.unref();
  return worker;
}

const timedOut = ({ timeoutSeconds }: DeployedFunction, invocation: string): Outcome => ({
  ok: false,
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${invocation} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  trace: [],
});

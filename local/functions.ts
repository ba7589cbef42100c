import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import { InvocationResult, type Outcome } from './invocation.ts';
import { laptopSecret } from './presigned.ts';
import type { SharedTime } from './shared-time.ts';
import { TemplateProblem } from './template-references.ts';
import type { Cloud, Resource } from './template.ts';

/** All functions of the template. */
export interface FunctionPool {
  /** Waits for the result. `nameOrArn` as AWS takes it; a qualifier after the ARN is ignored. */
  readonly invoke: (nameOrArn: string, event: unknown) => Promise<Outcome>;
  has(nameOrArn: string): boolean;
  /** Environment of a function as the template has it, by name. */
  environmentOf(nameOrArn: string): Readonly<Record<string, string>>;
  /** Name of the function folder a worker runs, for example `triage-case`. */
  readonly functionOf: (worker: string) => string | undefined;
  readonly kill: (worker: string) => void;
  /** Invocations so far by short name. */
  readonly invocations: Record<string, number>;
  /** Ends all workers; whoever waits for one waits for ever, as after a kill. */
  stop(): Promise<void>;
}

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
});

/**
 * Real seconds are dearer on two shared cores than on a function's own, and a test that dies of a busy
 * machine tells nothing about the product.
 */
const patience = 4;
/** Node itself and the bundle of the largest function, with room. */
const smallestHeapMb = 256;
/** Workers per function: enough to meet a race between two callers, few enough for two cores. */
const mostWorkers = 3;

/** An invocation that a worker is at. */
interface Running {
  readonly settle: (outcome: Outcome) => void;
  /** Ends it when its time is up, which may be an hour away. */
  readonly timer: NodeJS.Timeout;
}

interface Runner {
  readonly id: string;
  readonly worker: Worker;
  readonly running: Map<string, Running>;
  /** Taken by an invocation, perhaps one that has not yet been sent. */
  taken: boolean;
}

interface Deployed {
  readonly arn: string;
  readonly name: string;
  readonly shortName: string;
  readonly bundle: string;
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly runners: Set<Runner>;
  readonly queue: (() => void)[];
}

interface Surroundings {
  readonly cloud: Cloud;
  readonly activity: Activity;
  readonly time: SharedTime;
  /** Folder for one log file per function. */
  readonly logs: string;
  /** Variables every function gets beside its own; the access key is added per worker. */
  readonly variables: () => Readonly<Record<string, string>>;
}

/** Prepares the functions; a worker starts with the first invocation that needs it. */
export function deployFunctions(
  resources: readonly Resource[],
  arnOf: (resource: Resource) => string,
  { cloud, activity, time, logs, variables }: Surroundings,
): FunctionPool {
  mkdirSync(logs, { recursive: true });
  const deployed = new Map<string, Deployed>();
  for (const resource of resources) {
    const { Code, Handler, Timeout, MemorySize, Environment } = FunctionProperties.parse(resource.properties);
    const folder = cloud.assetFolder(Code.S3Key);
    const [file = 'index', handler = 'handler'] = Handler.split('.');
    const bundle = ['.mjs', '.js', '.cjs']
      .map((end) => join(folder, file + end))
      .find((path) => existsSync(path));
    if (bundle === undefined)
      throw new TemplateProblem(`${resource.logicalId} has no ${file}.mjs in ${folder}`);
    deployed.set(resource.ref, {
      arn: arnOf(resource),
      name: resource.ref,
      shortName: shortNameOf(resource),
      bundle,
      handler,
      timeoutMs: Timeout * 1000 * patience,
      memory: MemorySize,
      environment: Environment?.Variables ?? {},
      runners: new Set(),
      queue: [],
    });
  }
  const runners = new Map<string, { runner: Runner; of: Deployed }>();
  const invocations: Record<string, number> = {};
  let workerNumber = 0;
  let stopping = false;
  const never = new Promise<Outcome>(() => undefined);

  const find = (nameOrArn: string): Deployed => {
    const name = nameOrArn.includes(':function:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;
    const found = deployed.get(name);
    if (!found) throw new TemplateProblem(`No function ${nameOrArn}`);
    return found;
  };

  const startRunner = (of: Deployed): Runner => {
    workerNumber += 1;
    const id = `${of.shortName}.${workerNumber}`;
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      env: {
        ...variables(),
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
    const runner: Runner = { id, worker, running: new Map(), taken: true };
    const log = (bytes: Buffer): void => appendFileSync(join(logs, `${of.shortName}.log`), bytes);
    worker.stdout.on('data', log);
    worker.stderr.on('data', log);
    worker.on('message', (message: unknown) => {
      const { id: invocation, ...result } = InvocationResult.parse(message);
      const answered = takeOff(runner, invocation);
      runner.taken = false;
      of.queue.shift()?.();
      answered?.settle(result.ok ? { ok: true, payload: JSON.parse(result.payload) } : result);
    });
    const gone = (errorMessage: string, errorType = 'Runtime.ExitError'): void => {
      of.runners.delete(runner);
      runners.delete(id);
      const lost = [...runner.running.keys()].map((invocation) => takeOff(runner, invocation));
      of.queue.shift()?.();
      for (const one of lost) one?.settle({ ok: false, errorType, errorMessage, trace: [] });
    };
    worker.on('error', (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      appendFileSync(join(logs, `${of.shortName}.log`), `${text}\n`);
      gone(error instanceof Error ? error.message : String(error), 'Runtime.UnhandledError');
    });
    worker.on('exit', (code) => gone(`RequestId: ${id} Error: Runtime exited with exit status ${code}`));
    // A waiting worker must not keep a process alive that has nothing else to do.
    worker.unref();
    of.runners.add(runner);
    runners.set(id, { runner, of });
    return runner;
  };

  const isStopping = (): boolean => stopping;
  /** Undefined when all are being ended: who waited for a worker must not start one more. */
  const freeRunner = async (of: Deployed): Promise<Runner | undefined> => {
    while (!isStopping()) {
      for (const runner of of.runners) {
        if (runner.taken) continue;
        runner.taken = true;
        return runner;
      }
      if (of.runners.size < mostWorkers) return startRunner(of);
      await new Promise<void>((resolve) => of.queue.push(resolve));
    }
    return undefined;
  };

  const end = (id: string): Promise<unknown> => {
    const found = runners.get(id);
    return found ? found.runner.worker.terminate() : Promise.resolve();
  };

  return {
    invocations,
    has: (nameOrArn) =>
      deployed.has(nameOrArn.includes(':function:') ? (nameOrArn.split(':')[6] ?? '') : nameOrArn),
    environmentOf: (nameOrArn) => find(nameOrArn).environment,
    functionOf: (worker) => runners.get(worker)?.of.shortName,
    kill: (worker) => void end(worker),
    invoke: (nameOrArn, event) =>
      activity.during(async () => {
        const of = find(nameOrArn);
        invocations[of.shortName] = (invocations[of.shortName] ?? 0) + 1;
        const runner = await freeRunner(of);
        if (!runner) return never;
        const id = randomUUID();
        return new Promise<Outcome>((resolve) => {
          const timer = setTimeout(() => {
            takeOff(runner, id);
            void end(runner.id);
            const seconds = (of.timeoutMs / 1000 / patience).toFixed(2);
            resolve({
              ok: false,
              errorType: 'Sandbox.Timedout',
              errorMessage: `RequestId: ${id} Error: Task timed out after ${seconds} seconds`,
              trace: [],
            });
          }, of.timeoutMs);
          runner.running.set(id, { settle: resolve, timer });
          runner.worker.postMessage({
            id,
            event,
            functionName: of.name,
            functionArn: of.arn,
            memory: of.memory,
            deadline: Date.now() + of.timeoutMs,
          });
        });
      }),
    async stop() {
      stopping = true;
      // Their timers too: one alone would hold the process until its time is up.
      for (const { runner } of runners.values())
        for (const invocation of runner.running.keys()) takeOff(runner, invocation);
      await Promise.all([...runners.keys()].map(end));
    },
  };
}

/** Nobody waits for this invocation any more, and neither does its timer. */
function takeOff(runner: Runner, invocation: string): Running | undefined {
  const found = runner.running.get(invocation);
  runner.running.delete(invocation);
  clearTimeout(found?.timer);
  return found;
}

/** `Service<ReceiveMail>Handler…` is not stable; the bundle's own name is, when infra names functions by it. */
function shortNameOf(resource: Resource): string {
  const variables = FunctionProperties.parse(resource.properties).Environment?.Variables;
  return variables?.['POWERTOOLS_SERVICE_NAME'] ?? resource.ref;
}

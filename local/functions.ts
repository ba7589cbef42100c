import { mkdirSync } from 'node:fs';
import type { Activity } from './activity.ts';
import { TemplateProblem } from './cloudformation.ts';
import { deployedFunction, type DeployedFunction } from './deployed-function.ts';
import { startRunner, type Runner } from './function-runner.ts';
import type { Outcome } from './invocation.ts';
import type { SharedTime } from './shared-time.ts';
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

/** Workers per function: enough to meet a race between two callers, few enough for two cores. */
const mostWorkers = 3;

/** A function, its workers, and who waits for one of them. */
interface Crew {
  readonly of: DeployedFunction;
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
  const crews = new Map(
    resources.map((resource): [string, Crew] => [
      resource.ref,
      { of: deployedFunction(resource, arnOf(resource), cloud), runners: new Set(), queue: [] },
    ]),
  );
  const runners = new Map<string, { readonly runner: Runner; readonly shortName: string }>();
  const invocations: Record<string, number> = {};
  let workerNumber = 0;
  let stopping = false;
  const never = new Promise<Outcome>(() => undefined);

  const find = (nameOrArn: string): Crew => {
    const found = crews.get(nameIn(nameOrArn));
    if (!found) throw new TemplateProblem(`No function ${nameOrArn}`);
    return found;
  };

  const join = (crew: Crew): Runner => {
    workerNumber += 1;
    const { shortName } = crew.of;
    const id = `${shortName}.${workerNumber}`;
    const runner = startRunner(crew.of, id, {
      ...{ time, logs, variables: variables() },
      free: () => crew.queue.shift()?.(),
      gone() {
        crew.runners.delete(runner);
        runners.delete(id);
        crew.queue.shift()?.();
      },
    });
    crew.runners.add(runner);
    runners.set(id, { runner, shortName });
    return runner;
  };

  const isStopping = (): boolean => stopping;
  /** Undefined when all are being ended: who waited for a worker must not start one more. */
  const freeRunner = async (crew: Crew): Promise<Runner | undefined> => {
    while (!isStopping()) {
      for (const runner of crew.runners) {
        if (runner.taken) continue;
        runner.taken = true;
        return runner;
      }
      if (crew.runners.size < mostWorkers) return join(crew);
      await new Promise<void>((resolve) => crew.queue.push(resolve));
    }
    return undefined;
  };

  return {
    invocations,
    has: (nameOrArn) => crews.has(nameIn(nameOrArn)),
    environmentOf: (nameOrArn) => find(nameOrArn).of.environment,
    functionOf: (worker) => runners.get(worker)?.shortName,
    kill: (worker) => void runners.get(worker)?.runner.end(),
    invoke: (nameOrArn, event) =>
      activity.during(async () => {
        const crew = find(nameOrArn);
        const { shortName } = crew.of;
        invocations[shortName] = (invocations[shortName] ?? 0) + 1;
        const runner = await freeRunner(crew);
        return runner ? runner.invoke(event) : never;
      }),
    async stop() {
      stopping = true;
      const all = [...runners.values()].map(({ runner }) => runner);
      for (const runner of all) runner.forsake();
      await Promise.all(all.map((runner) => runner.end()));
    },
  };
}

/** @param nameOrArn as AWS takes it, perhaps with a qualifier */
const nameIn = (nameOrArn: string): string =>
  nameOrArn.includes(':function:') ? (nameOrArn.split(':')[6] ?? nameOrArn) : nameOrArn;

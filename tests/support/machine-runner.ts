import { readFileSync } from 'node:fs';
import { newActivity } from '../../local/activity.ts';
import { startClock } from '../../local/clock.ts';
import { openDisk } from '../../local/disk.ts';
import { openDueList } from '../../local/due-list.ts';
import { parseDefinition, type Execution } from '../../local/execution.ts';
import type { FunctionPool } from '../../local/functions.ts';
import { openMachines } from '../../local/machines.ts';
import type { Json } from '../../local/step.ts';
import type { Machines } from '../../functions/ports/world.ts';

type CaseMachine = 'recovery' | 'escalation';
export type Tasks = Readonly<Record<string, (payload: unknown) => Promise<unknown>>>;

/** One call of a task, as it stands in the history of a machine. */
interface TaskCall {
  readonly task: string;
  readonly input: unknown;
  readonly output: unknown;
}

const arnOf = (machine: string): string => `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;

/** The machine's own text; each task is called by the name of its substitution. */
function definitionOf(machine: CaseMachine) {
  const text = readFileSync(new URL(`../../workflows/${machine}.asl.json`, import.meta.url), 'utf8');
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);
  return parseDefinition(text, Object.fromEntries(names.map((name) => [name, name])));
}

/**
 * The real machines of `workflows/`, with tasks that are functions of this process, in virtual time that stands still
 * until it is moved.
 */
export function machineRunner(now: string, tasksOf: () => Tasks) {
  const disk = openDisk(':memory:');
  const clock = startClock(disk, Date.parse(now), 0);
  const activity = newActivity();
  const due = openDueList(disk, clock, activity);
  const calls: TaskCall[] = [];

  const functions: FunctionPool = {
    async invoke(name, event) {
      const task = tasksOf()[name];
      if (!task) throw new Error(`no task ${name} is bound`);
      try {
        const payload = await activity.during(() => task(event));
        calls.push({ task: name, input: event, output: payload });
        return { ok: true, payload: JSON.parse(JSON.stringify(payload ?? null)) };
      } catch (error) {
        const { name: errorType, message: errorMessage } =
          error instanceof Error ? error : new Error(String(error));
        calls.push({ task: name, input: event, output: { errorType, errorMessage } });
        return { ok: false, errorType, errorMessage, trace: [] };
      }
    },
    has: () => true,
    environmentOf: () => ({}),
    functionOf: (worker) => worker,
    kill: () => undefined,
    invocations: {},
    stop: () => Promise.resolve(),
  };

  const engine = openMachines(
    (['recovery', 'escalation'] as const).map((name) => ({
      arn: arnOf(name),
      name,
      definition: definitionOf(name),
    })),
    { disk, clock, due, activity, functions, transition: () => undefined },
  );

  const machines: Machines = {
    start(machine, name, input) {
      const started = engine.start(arnOf(machine), name, JSON.parse(JSON.stringify(input)) as Json);
      return started.kind === 'no-machine'
        ? Promise.reject(new Error(`this world has no ${machine} machine`))
        : Promise.resolve();
    },
    wake(taskToken, output) {
      const answered = engine.answer(taskToken, {
        ok: true,
        output: JSON.parse(JSON.stringify(output)) as Json,
      });
      return Promise.resolve(answered === 'answered' ? 'woken' : 'too-late');
    },
  };

  return {
    machines,
    calls: calls as readonly TaskCall[],
    now: () => clock.iso(),
    /** Something that happens beside the machines; time waits for it. */
    during: <T>(work: () => Promise<T>): Promise<T> => activity.during(work),
    quiet: activity.whenQuiet,
    secondsPass: (seconds: number): Promise<void> => due.runUntil(clock.now() + seconds * 1000),
    executions: (machine?: CaseMachine): readonly Execution[] =>
      engine.list(machine === undefined ? undefined : arnOf(machine)),
    stop(): void {
      due.stop();
      disk.close();
    },
  };
}

import { join } from 'node:path';
import { newActivity } from '../../../local/activity.ts';
import { startClock } from '../../../local/clock.ts';
import { openDisk } from '../../../local/disk.ts';
import { openDueList } from '../../../local/due-list.ts';
import { parseDefinition, type Execution } from '../../../local/execution.ts';
import type { FunctionPool } from '../../../local/functions.ts';
import type { Outcome } from '../../../local/invocation.ts';
import { openMachines } from '../../../local/machines.ts';
import type { Json } from '../../../local/step.ts';
import { newFolder } from './fixture-template.ts';

type Task = (payload: Record<string, unknown>) => unknown;

/** An error a function throws, by its name. */
export const named = (name: string, message = name): Error => Object.assign(new Error(message), { name });

export const machineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:case';

/** Machines on a folder, with functions that are plain TypeScript; time stands still until it is moved. */
export function machineWorld(
  definition: object,
  tasks: Readonly<Record<string, Task>>,
  folder = newFolder(),
  now = '2026-03-02T09:00:00Z',
) {
  const disk = openDisk(join(folder, 'cloud.sqlite'));
  const clock = startClock(disk, Date.parse(now), 0);
  const activity = newActivity();
  const due = openDueList(disk, clock, activity);
  const calls: { name: string; payload: unknown; at: string }[] = [];
  const functions: FunctionPool = {
    async invoke(name, event): Promise<Outcome> {
      calls.push({ name, payload: event, at: clock.iso() });
      try {
        const payload = await activity.during(() =>
          Promise.resolve().then(() => tasks[name]!(event as Record<string, unknown>)),
        );
        return { ok: true, payload: payload ?? null };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        return { ok: false, errorType, errorMessage, trace: [] };
      }
    },
    has: (name) => name in tasks,
    environmentOf: () => ({}),
    functionOf: (worker) => worker,
    kill: () => undefined,
    invocations: {},
    stop: () => Promise.resolve(),
  };
  const machine = {
    arn: machineArn,
    name: 'case',
    definition: parseDefinition(JSON.stringify(definition), {}),
  };
  const machines = openMachines([machine], {
    disk,
    clock,
    due,
    activity,
    functions,
    transition: () => undefined,
  });

  return {
    machines,
    calls,
    folder,
    now: () => clock.iso(),
    called: () => calls.map(({ name }) => name),
    /** Starts an execution and lets it run until it waits or ends. */
    async start(input: object = {}, name = 'one'): Promise<Execution> {
      const started = machines.start(machineArn, name, JSON.parse(JSON.stringify(input)) as Json);
      if (started.kind !== 'started') throw new Error(started.kind);
      await activity.whenQuiet();
      return started.execution;
    },
    async answer(token: string, output: object): Promise<string> {
      const outcome = machines.answer(token, {
        ok: true,
        output: JSON.parse(JSON.stringify(output)) as Json,
      });
      await activity.whenQuiet();
      return outcome;
    },
    async fail(token: string, error: string): Promise<string> {
      const outcome = machines.answer(token, { ok: false, error, cause: '' });
      await activity.whenQuiet();
      return outcome;
    },
    /** Moves time by this many days. */
    daysPass: (days: number) => due.runUntil(clock.now() + days * 86_400_000),
    secondsPass: (seconds: number) => due.runUntil(clock.now() + seconds * 1000),
    quiet: activity.whenQuiet,
    /** The laptop is switched off; what comes next opens the same folder. */
    async stop(): Promise<void> {
      due.stop();
      disk.close();
      await Promise.resolve();
    },
  };
}

/** A `Task` that calls the function `name` with `payload`. */
export const task = (name: string, payload: object, more: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: name, Payload: payload },
  ...more,
});

/** A `Task` that gives the function a token and waits for its answer. */
export const ask = (name: string, more: object): object => ({
  ...task(name, { 'id.$': '$.id', 'token.$': '$$.Task.Token' }, more),
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
});

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { DueList } from './due-list.ts';
import { Execution, nextRetry, type Answer, type Machine } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import { invokeResource } from './lambda-resource.ts';
import { catchFailure, runState, StateFailure, type Doings, type Json, type Parked } from './step.ts';

export type Started =
  | { readonly kind: 'started'; readonly execution: Execution }
  | { readonly kind: 'exists' }
  | { readonly kind: 'no-machine' };

export interface Machines {
  /** Same name and same input while it runs is the same execution; any other use of a name is refused. */
  start(machineArn: string, name: string | undefined, input: Json): Started;
  find(arn: string): Execution | undefined;
  readonly list: (machineArn?: string) => readonly Execution[];
  /** Answers an open task token. */
  answer(token: string, answer: Answer): 'answered' | 'no longer open' | 'unknown';
  /** Takes up what was under way when the cloud was last stopped or killed. */
  resume(): void;
  /** Gives up what is under way, as a kill does; nothing of it holds the process any more. */
  halt(): void;
}

/** A retry sooner than this (virtual ms) is made at once: nobody waits on a laptop for a backoff. */
const shortestRetryWait = 10_000;
const tokenPrefix = 'local-task-token-';

interface Surroundings {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly due: DueList;
  readonly activity: Activity;
  readonly functions: FunctionPool;
  /** Told when a state is entered. */
  readonly transition: (count: number) => void;
}

export function openMachines(machines: readonly Machine[], around: Surroundings): Machines {
  const { disk, clock, due, activity, functions } = around;
  const shelf = disk.shelf('execution', Execution);
  const byArn = new Map(machines.map((machine) => [machine.arn, machine]));
  const executions = new Map(shelf.all().map((execution) => [execution.arn, execution]));
  const tokens = new Map<string, Execution>();
  for (const execution of executions.values()) if (execution.token) tokens.set(execution.token, execution);

  const underWay = new Set<() => void>();
  let halted = false;
  const onHalt: Doings['onHalt'] = (giveUp) => {
    if (halted) giveUp();
    underWay.add(giveUp);
    return () => void underWay.delete(giveUp);
  };

  const save = (execution: Execution): void => shelf.put(execution.arn, execution);
  const dueId = (execution: Execution): string => `execution ${execution.arn}`;
  const limitId = (execution: Execution): string => `limit ${execution.arn}`;

  const closeToken = (execution: Execution): void => {
    if (execution.token) tokens.delete(execution.token);
    delete execution.token;
  };

  const stop = (execution: Execution, end: Partial<Execution> & Pick<Execution, 'status'>): void => {
    closeToken(execution);
    delete execution.waiting;
    delete execution.answer;
    Object.assign(execution, end, { stoppedAt: clock.now() });
    due.remove(dueId(execution));
    due.remove(limitId(execution));
    save(execution);
  };

  const enter = (execution: Execution, state: string, input: Json): void => {
    closeToken(execution);
    delete execution.waiting;
    delete execution.answer;
    Object.assign(execution, {
      state,
      stateInput: input,
      retries: [],
      transitions: execution.transitions + 1,
    });
    around.transition(1);
    save(execution);
  };

  const park = (execution: Execution, kind: 'token' | 'wait' | 'retry', until: number | undefined): void => {
    execution.waiting = { kind, ...(until !== undefined && { until }) };
    save(execution);
    if (until !== undefined) {
      due.add({ id: dueId(execution), at: until, kind: 'execution', payload: { arn: execution.arn } });
    }
  };

  const drive = (execution: Execution): void => {
    const over = activity.begin();
    run(execution)
      .catch((error: unknown) => {
        const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
        console.error(`${execution.name} could not go on:`, cause);
        stop(execution, { status: 'FAILED', error: 'States.Runtime', cause });
      })
      .finally(over);
  };

  async function run(execution: Execution): Promise<void> {
    const machine = byArn.get(execution.machineArn);
    if (!machine) return;
    const { definition } = machine;
    while (execution.status === 'RUNNING') {
      const result = await runState(
        definition,
        execution.state,
        execution.stateInput,
        contextOf(execution, machine),
        doingsOf(execution),
      );
      if (stopped(execution)) return;
      if (result.kind === 'parked') {
        park(execution, result.parked.kind, result.parked.until);
        return;
      }
      if (result.kind !== 'failed') {
        move(execution, result);
        continue;
      }
      const wait = nextRetry(execution, definition, result.failure);
      if (wait !== undefined) {
        closeToken(execution);
        delete execution.answer;
        execution.transitions += 1;
        around.transition(1);
        if (wait >= shortestRetryWait) {
          park(execution, 'retry', clock.now() + wait);
          return;
        }
        save(execution);
        continue;
      }
      const { state, stateInput } = execution;
      const caught = await catchFailure(definition, state, stateInput, result.failure, onHalt);
      if (caught) move(execution, caught);
      else {
        stop(execution, { status: 'FAILED', error: result.failure.name, cause: result.failure.message });
      }
    }
  }

  const stopped = (execution: Execution): boolean => execution.status !== 'RUNNING';

  function move(execution: Execution, result: Awaited<ReturnType<typeof runState>>): void {
    if (result.kind === 'next') enter(execution, result.state, result.output);
    else if (result.kind === 'end') stop(execution, { status: 'SUCCEEDED', output: result.output });
  }

  function doingsOf(execution: Execution): Doings {
    return {
      onHalt,
      async task(resource, call, timeoutSeconds, nested) {
        if (nested?.express === true) execution.expressTasks += 1;
        else if (nested) {
          execution.transitions += 1;
          around.transition(1);
        }
        if (!resource.endsWith('.waitForTaskToken'))
          return { output: await invokeResource(functions, resource, call) };
        if (nested) return { kind: 'token', until: undefined };
        if (!execution.answer) {
          // The answer may come before the function that gave the token away has returned.
          const failure = await invokeResource(functions, resource, call).then(
            () => undefined,
            (error: unknown) => z.instanceof(StateFailure).parse(error),
          );
          if (failure && !open(execution)) throw failure;
        }
        const answer = open(execution);
        if (!answer) {
          const until = timeoutSeconds === undefined ? undefined : clock.now() + timeoutSeconds * 1000;
          return { kind: 'token', until };
        }
        if (answer.ok) return { output: answer.output };
        throw new StateFailure(answer.error, answer.cause);
      },
      async wait({ seconds, timestamp }, nested) {
        if (open(execution) && !nested) return undefined;
        const until = seconds === undefined ? Date.parse(timestamp ?? '') : clock.now() + seconds * 1000;
        if (!nested) return { kind: 'wait', until } satisfies Parked;
        await inMemoryWait(until);
        return undefined;
      },
    };
  }

  /** A wait inside a Map: it ends with its Map, which runs again as a whole after a kill. */
  async function inMemoryWait(until: number): Promise<void> {
    const id = `in-memory ${randomUUID()}`;
    await new Promise<void>((resolve) => {
      inMemory.set(id, resolve);
      due.add({ id, at: until, kind: 'in-memory', payload: null });
    });
  }
  const inMemory = new Map<string, () => void>();

  function contextOf(execution: Execution, machine: Machine): Record<string, unknown> {
    const tokenOf = (): string => {
      if (!execution.token) {
        execution.token = tokenPrefix + randomUUID();
        tokens.set(execution.token, execution);
        save(execution);
      }
      return execution.token;
    };
    const task = {
      get Token(): string {
        return tokenOf();
      },
    };
    return {
      Execution: { Id: execution.arn, Name: execution.name, RoleArn: 'arn:aws:iam::local:role/machine' },
      State: {
        Name: execution.state,
        EnteredTime: clock.iso(),
        RetryCount: Math.max(0, ...execution.retries),
      },
      StateMachine: { Id: machine.arn, Name: machine.name },
      Begin: { Input: execution.input, StartTime: new Date(execution.startedAt).toISOString() },
      Task: task,
    };
  }

  const open = (execution: Execution): Answer | undefined => execution.answer;

  due.on('in-memory', ({ id }) => {
    inMemory.get(id)?.();
    inMemory.delete(id);
  });
  due.on('execution', ({ id, payload }) => {
    const execution = executions.get(z.object({ arn: z.string() }).parse(payload).arn);
    if (execution?.status !== 'RUNNING') return;
    if (id === limitId(execution)) {
      stop(execution, { status: 'TIMED_OUT', error: 'States.Timeout' });
      return;
    }
    if (!execution.waiting) return;
    const { kind } = execution.waiting;
    delete execution.waiting;
    if (kind === 'token') {
      closeToken(execution);
      execution.answer = { ok: false, error: 'States.Timeout', cause: 'Nobody answered in time' };
    } else if (kind === 'wait') execution.answer = { ok: true, output: null };
    save(execution);
    drive(execution);
  });

  return {
    start(machineArn, name = randomUUID(), input) {
      const machine = byArn.get(machineArn);
      if (!machine) return { kind: 'no-machine' };
      const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
      const known = executions.get(arn);
      if (known) {
        const same = known.status === 'RUNNING' && JSON.stringify(known.input) === JSON.stringify(input);
        return same ? { kind: 'started', execution: known } : { kind: 'exists' };
      }
      const execution: Execution = {
        arn,
        name,
        machineArn,
        input,
        status: 'RUNNING',
        startedAt: clock.now(),
        state: machine.definition.StartAt,
        stateInput: input,
        transitions: 1,
        expressTasks: 0,
        retries: [],
      };
      around.transition(1);
      executions.set(arn, execution);
      save(execution);
      const limit = machine.definition.TimeoutSeconds;
      if (limit !== undefined) {
        const at = execution.startedAt + limit * 1000;
        due.add({ id: limitId(execution), at, kind: 'execution', payload: { arn } });
      }
      drive(execution);
      return { kind: 'started', execution };
    },
    find: (arn) => executions.get(arn),
    list: (machineArn) =>
      [...executions.values()].filter((one) => machineArn === undefined || one.machineArn === machineArn),
    answer(token, answer) {
      if (!token.startsWith(tokenPrefix)) return 'unknown';
      const execution = tokens.get(token);
      if (!execution || execution.answer) return 'no longer open';
      execution.answer = answer;
      const wasWaiting = execution.waiting !== undefined;
      delete execution.waiting;
      save(execution);
      due.remove(dueId(execution));
      if (wasWaiting) drive(execution);
      return 'answered';
    },
    resume() {
      for (const execution of executions.values()) {
        if (execution.status !== 'RUNNING') continue;
        const { waiting } = execution;
        if (!waiting) drive(execution);
        else if (waiting.until !== undefined && !due.has(dueId(execution)))
          park(execution, waiting.kind, waiting.until);
      }
    },
    halt() {
      halted = true;
      for (const giveUp of underWay) giveUp();
    },
  };
}

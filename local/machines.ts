import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { DueList } from './due-list.ts';
import { executionArn, isTaskToken, openExecutionBook } from './execution-book.ts';
import { nextRetry, type Answer, type Execution, type Machine } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import { invokeResource } from './lambda-resource.ts';
import {
  catchFailure,
  runState,
  StateFailure,
  type Doings,
  type Json,
  type Parked,
  type StepResult,
} from './step.ts';

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

interface Surroundings {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly due: DueList;
  readonly activity: Activity;
  readonly functions: FunctionPool;
  /** Told when a state is entered. */
  readonly transition: (count: number) => void;
}

/** Runs executions of the machines state by state, each over the book that keeps them. */
export function openMachines(machines: readonly Machine[], around: Surroundings): Machines {
  const { clock, due, activity, functions } = around;
  const book = openExecutionBook(around);
  const byArn = new Map(machines.map((machine) => [machine.arn, machine]));

  const underWay = new Set<() => void>();
  let halted = false;
  const onHalt: Doings['onHalt'] = (giveUp) => {
    if (halted) giveUp();
    underWay.add(giveUp);
    return () => void underWay.delete(giveUp);
  };

  const drive = (execution: Execution): void => {
    const over = activity.begin();
    run(execution)
      .catch((error: unknown) => {
        const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
        console.error(`${execution.name} could not go on:`, cause);
        book.stop(execution, { status: 'FAILED', error: 'States.Runtime', cause });
      })
      .finally(over);
  };

  async function run(execution: Execution): Promise<void> {
    const machine = byArn.get(execution.machineArn);
    if (!machine) return;
    const context = contextOf(execution, machine);
    while (isRunning(execution)) {
      const { state, stateInput } = execution;
      const result = await runState(machine.definition, state, stateInput, context(), doingsOf(execution));
      if (!isRunning(execution)) return;
      if (result.kind === 'parked') {
        book.park(execution, result.parked.kind, result.parked.until);
        return;
      }
      const isParked = result.kind === 'failed' && (await recover(execution, machine, result.failure));
      if (isParked) return;
      move(execution, result);
    }
  }

  /** Tries the state again or goes the way of what catches its failure. @returns whether the next try is to be waited for */
  async function recover(
    execution: Execution,
    { definition }: Machine,
    failure: StateFailure,
  ): Promise<boolean> {
    const wait = nextRetry(execution, definition, failure);
    if (wait !== undefined) {
      book.tryAgain(execution);
      if (wait < shortestRetryWait) return false;
      book.park(execution, 'retry', clock.now() + wait);
      return true;
    }
    const caught = await catchFailure(definition, execution.state, execution.stateInput, failure, onHalt);
    if (caught) move(execution, caught);
    else book.stop(execution, { status: 'FAILED', error: failure.name, cause: failure.message });
    return false;
  }

  function move(execution: Execution, result: StepResult): void {
    if (result.kind === 'next') book.enter(execution, result.state, result.output);
    else if (result.kind === 'end') book.stop(execution, { status: 'SUCCEEDED', output: result.output });
  }

  function doingsOf(execution: Execution): Doings {
    return {
      onHalt,
      async task(resource, call, timeoutSeconds, nested) {
        if (nested) book.countNested(execution, nested.express);
        if (!resource.endsWith('.waitForTaskToken'))
          return { output: await invokeResource(functions, resource, call) };
        if (nested) return { kind: 'token', until: undefined };
        if (!execution.answer) {
          // The answer may come before the function that gave the token away has returned.
          const failure = await invokeResource(functions, resource, call).then(
            () => undefined,
            (error: unknown) => z.instanceof(StateFailure).parse(error),
          );
          if (failure && !answerOf(execution)) throw failure;
        }
        const answer = answerOf(execution);
        if (!answer) {
          const until = timeoutSeconds === undefined ? undefined : clock.now() + timeoutSeconds * 1000;
          return { kind: 'token', until };
        }
        if (answer.ok) return { output: answer.output };
        throw new StateFailure(answer.error, answer.cause);
      },
      async wait({ seconds, timestamp }, nested) {
        if (answerOf(execution) && !nested) return undefined;
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

  /** The context object of the present state; its token is made when the state asks for it. */
  const contextOf = (execution: Execution, machine: Machine) => (): Record<string, unknown> => ({
    Execution: { Id: execution.arn, Name: execution.name, RoleArn: 'arn:aws:iam::local:role/machine' },
    State: {
      Name: execution.state,
      EnteredTime: clock.iso(),
      RetryCount: Math.max(0, ...execution.retries),
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
    Begin: { Input: execution.input, StartTime: new Date(execution.startedAt).toISOString() },
    Task: {
      get Token(): string {
        return book.tokenOf(execution);
      },
    },
  });

  due.on('in-memory', ({ id }) => {
    inMemory.get(id)?.();
    inMemory.delete(id);
  });
  due.on('execution', ({ id, payload }) => {
    const execution = book.find(z.object({ arn: z.string() }).parse(payload).arn);
    if (execution?.status === 'RUNNING' && book.fallDue(execution, id)) drive(execution);
  });

  return {
    start(machineArn, name = randomUUID(), input) {
      const machine = byArn.get(machineArn);
      if (!machine) return { kind: 'no-machine' };
      const known = book.find(executionArn(machineArn, name));
      if (known) {
        const same = isRunning(known) && JSON.stringify(known.input) === JSON.stringify(input);
        return same ? { kind: 'started', execution: known } : { kind: 'exists' };
      }
      const execution = book.begin(machine, name, input);
      drive(execution);
      return { kind: 'started', execution };
    },
    find: book.find,
    list: (machineArn) =>
      book.all().filter((one) => machineArn === undefined || one.machineArn === machineArn),
    answer(token, answer) {
      if (!isTaskToken(token)) return 'unknown';
      const execution = book.ofToken(token);
      if (!execution || execution.answer) return 'no longer open';
      if (book.answer(execution, answer)) drive(execution);
      return 'answered';
    },
    resume() {
      for (const execution of book.all().filter(isRunning)) {
        if (execution.waiting) book.parkAnew(execution);
        else drive(execution);
      }
    },
    halt() {
      halted = true;
      for (const giveUp of underWay) giveUp();
    },
  };
}

const isRunning = (execution: Execution): boolean => execution.status === 'RUNNING';
/** Looked at anew each time: it may come while a function runs. */
const answerOf = (execution: Execution): Answer | undefined => execution.answer;

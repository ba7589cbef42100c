import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { DueList } from './due-list.ts';
import { executionArn, isTaskToken, openExecutionBook } from './execution-book.ts';
import { openDriver } from './execution-driver.ts';
import { isRunning, type Answer, type Execution, type Machine } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import type { Json } from './step.ts';

type Started =
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
  const book = openExecutionBook(around);
  const byArn = new Map(machines.map((machine) => [machine.arn, machine]));
  const { drive, halt } = openDriver(byArn, around, book);

  around.due.on('execution', ({ id, payload }) => {
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
    halt,
  };
}

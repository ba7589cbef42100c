import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { DueList } from './due-list.ts';
import { Execution, type Answer, type Machine } from './execution.ts';
import type { Json } from './step.ts';

const tokenPrefix = 'local-task-token-';

/** Whether a text can be a task token of ours, open or not. */
export const isTaskToken = (text: string): boolean => text.startsWith(tokenPrefix);

/** Executions as they are kept. Whatever happens to one is on the disk before anything else follows from it. */
export interface ExecutionBook {
  readonly all: () => readonly Execution[];
  readonly find: (arn: string) => Execution | undefined;
  /** The one whose present state gave this token away. */
  readonly ofToken: (token: string) => Execution | undefined;
  begin(machine: Machine, name: string, input: Json): Execution;
  /** The open token of the present state, made when it is first asked for. */
  tokenOf(execution: Execution): string;
  enter(execution: Execution, state: string, input: Json): void;
  /** The present state is tried again, now or when it is parked until then. */
  tryAgain(execution: Execution): void;
  /** A state was entered inside of the present one. */
  countNested(execution: Execution, express: boolean): void;
  /** Nothing happens until an answer comes, or the moment in ms. */
  park(execution: Execution, kind: 'token' | 'wait' | 'retry', until: number | undefined): void;
  /** Keeps what the present state waited for. @returns whether it had been parked */
  answer(execution: Execution, answer: Answer): boolean;
  /** The moment of what the due list holds under this id has come. @returns whether the execution goes on */
  fallDue(execution: Execution, id: string): boolean;
  stop(execution: Execution, end: Partial<Execution> & Pick<Execution, 'status'>): void;
  /** Puts what a kill took from the due list back. */
  parkAnew(execution: Execution): void;
}

interface Surroundings {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly due: DueList;
  /** Told when a state is entered. */
  readonly transition: (count: number) => void;
}

export function openExecutionBook({ disk, clock, due, transition }: Surroundings): ExecutionBook {
  const shelf = disk.shelf('execution', Execution);
  const executions = new Map(shelf.all().map((execution) => [execution.arn, execution]));
  const tokens = new Map<string, Execution>();
  for (const execution of executions.values()) if (execution.token) tokens.set(execution.token, execution);

  const save = (execution: Execution): void => shelf.put(execution.arn, execution);
  const dueId = ({ arn }: Execution): string => `execution ${arn}`;
  const limitId = ({ arn }: Execution): string => `limit ${arn}`;
  const remind = (id: string, { arn }: Execution, at: number): void =>
    due.add({ id, at, kind: 'execution', payload: { arn } });

  const closeToken = (execution: Execution): void => {
    if (execution.token) tokens.delete(execution.token);
    delete execution.token;
  };
  /** Nothing of the present state is open or waited for any more. */
  const leave = (execution: Execution): void => {
    closeToken(execution);
    delete execution.waiting;
    delete execution.answer;
  };
  const count = (execution: Execution): void => {
    execution.transitions += 1;
    transition(1);
  };

  const book: ExecutionBook = {
    all: () => [...executions.values()],
    find: (arn) => executions.get(arn),
    ofToken: (token) => tokens.get(token),

    begin({ arn: machineArn, definition }, name, input) {
      const execution: Execution = {
        arn: executionArn(machineArn, name),
        name,
        machineArn,
        input,
        status: 'RUNNING',
        startedAt: clock.now(),
        state: definition.StartAt,
        stateInput: input,
        transitions: 0,
        expressTasks: 0,
        retries: [],
      };
      count(execution);
      executions.set(execution.arn, execution);
      save(execution);
      const limit = definition.TimeoutSeconds;
      if (limit !== undefined) remind(limitId(execution), execution, execution.startedAt + limit * 1000);
      return execution;
    },

    tokenOf(execution) {
      if (execution.token) return execution.token;
      const token = tokenPrefix + randomUUID();
      execution.token = token;
      tokens.set(token, execution);
      save(execution);
      return token;
    },

    enter(execution, state, input) {
      leave(execution);
      Object.assign(execution, { state, stateInput: input, retries: [] });
      count(execution);
      save(execution);
    },

    tryAgain(execution) {
      closeToken(execution);
      delete execution.answer;
      count(execution);
      save(execution);
    },

    countNested(execution, express) {
      if (express) execution.expressTasks += 1;
      else count(execution);
    },

    park(execution, kind, until) {
      execution.waiting = { kind, ...(until !== undefined && { until }) };
      save(execution);
      if (until !== undefined) remind(dueId(execution), execution, until);
    },

    answer(execution, answer) {
      const wasWaiting = execution.waiting !== undefined;
      execution.answer = answer;
      delete execution.waiting;
      save(execution);
      due.remove(dueId(execution));
      return wasWaiting;
    },

    fallDue(execution, id) {
      if (id === limitId(execution)) {
        book.stop(execution, { status: 'TIMED_OUT', error: 'States.Timeout' });
        return false;
      }
      if (!execution.waiting) return false;
      const { kind } = execution.waiting;
      delete execution.waiting;
      if (kind === 'token') {
        closeToken(execution);
        execution.answer = { ok: false, error: 'States.Timeout', cause: 'Nobody answered in time' };
      } else if (kind === 'wait') execution.answer = { ok: true, output: null };
      save(execution);
      return true;
    },

    stop(execution, end) {
      leave(execution);
      Object.assign(execution, end, { stoppedAt: clock.now() });
      due.remove(dueId(execution));
      due.remove(limitId(execution));
      save(execution);
    },

    parkAnew(execution) {
      const { waiting } = execution;
      if (waiting?.until !== undefined && !due.has(dueId(execution)))
        book.park(execution, waiting.kind, waiting.until);
    },
  };
  return book;
}

/** An execution is named within its machine. */
export const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

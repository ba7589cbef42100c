import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { DueList } from './due-list.ts';
import type { ExecutionBook } from './execution-book.ts';
import { openDoings } from './execution-doings.ts';
import { isRunning, nextRetry, type Execution, type Machine } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import { catchFailure, runState, type Doings, type StateFailure, type StepResult } from './step.ts';

/** A retry sooner than this (virtual ms) is made at once: nobody waits on a laptop for a backoff. */
const shortestRetryWait = 10_000;

interface Surroundings {
  readonly clock: Clock;
  readonly due: DueList;
  readonly activity: Activity;
  readonly functions: FunctionPool;
}

/** Takes executions from state to state, until they end or wait for something outside. */
interface ExecutionDriver {
  readonly drive: (execution: Execution) => void;
  /** Gives up what is under way, as a kill does; nothing of it holds the process any more. */
  readonly halt: () => void;
}

export function openDriver(
  machines: ReadonlyMap<string, Machine>,
  around: Surroundings,
  book: ExecutionBook,
): ExecutionDriver {
  const { clock, activity } = around;
  const doingsOf = openDoings(around, book);
  const { onHalt, halt } = openHalt();

  async function run(execution: Execution): Promise<void> {
    const machine = machines.get(execution.machineArn);
    if (!machine) return;
    const doings: Doings = { ...doingsOf(execution), onHalt };
    while (isRunning(execution)) {
      const { state, stateInput } = execution;
      const context = contextOf(execution, machine, clock, book);
      const result = await runState(machine.definition, state, stateInput, context, doings);
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

  return {
    halt,
    drive(execution) {
      const over = activity.begin();
      run(execution)
        .catch((error: unknown) => {
          const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
          console.error(`${execution.name} could not go on:`, cause);
          book.stop(execution, { status: 'FAILED', error: 'States.Runtime', cause });
        })
        .finally(over);
    },
  };
}

/** What is under way is told when all stops; what begins after that, at once. */
function openHalt(): Pick<Doings, 'onHalt'> & Pick<ExecutionDriver, 'halt'> {
  const underWay = new Set<() => void>();
  let halted = false;
  return {
    onHalt(giveUp) {
      if (halted) giveUp();
      underWay.add(giveUp);
      return () => void underWay.delete(giveUp);
    },
    halt() {
      halted = true;
      for (const giveUp of underWay) giveUp();
    },
  };
}

/** The context object of the present state; its token is made when the state asks for it. */
const contextOf = (
  execution: Execution,
  machine: Machine,
  clock: Clock,
  book: ExecutionBook,
): Readonly<Record<string, unknown>> => ({
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

import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { DueList } from './due-list.ts';
import type { ExecutionBook } from './execution-book.ts';
import type { Answer, Execution } from './execution.ts';
import type { FunctionPool } from './functions.ts';
import { invokeResource } from './lambda-resource.ts';
import { StateFailure, type Doings, type Json, type Parked } from './step.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly due: DueList;
  readonly functions: FunctionPool;
}

/** How tasks and waits of an execution are done: by our functions, and by the book and the due list. */
export function openDoings(
  { clock, due, functions }: Surroundings,
  book: ExecutionBook,
): (execution: Execution) => Omit<Doings, 'onHalt'> {
  const waitInMemory = openMemoryWaits(due);
  return (execution) => ({
    async task(resource, call, timeoutSeconds, nested) {
      if (nested) book.countNested(execution, nested.express);
      if (!resource.endsWith('.waitForTaskToken'))
        return { output: await invokeResource(functions, resource, call) };
      if (nested) return { kind: 'token', until: undefined };
      if (!execution.answer) await giveTokenAway(functions, resource, call, execution);
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
      await waitInMemory(until);
      return undefined;
    },
  });
}

/**
 * Calls the function that passes the token on. The answer may come before it has returned: then whether it failed does
 * not matter any more.
 */
async function giveTokenAway(
  functions: FunctionPool,
  resource: string,
  call: Json,
  execution: Execution,
): Promise<void> {
  const failure = await invokeResource(functions, resource, call).then(
    () => undefined,
    (error: unknown) => z.instanceof(StateFailure).parse(error),
  );
  if (failure && !answerOf(execution)) throw failure;
}

/** Looked at anew each time: it may come while a function runs. */
const answerOf = (execution: Execution): Answer | undefined => execution.answer;

/** Waits inside a Map: such a wait ends with its Map, which runs again as a whole after a kill. */
function openMemoryWaits(due: DueList): (until: number) => Promise<void> {
  const waiting = new Map<string, () => void>();
  due.on('in-memory', ({ id }) => {
    waiting.get(id)?.();
    waiting.delete(id);
  });
  return (until) =>
    new Promise((resolve) => {
      const id = `in-memory ${randomUUID()}`;
      waiting.set(id, resolve);
      due.add({ id, at: until, kind: 'in-memory', payload: null });
    });
}

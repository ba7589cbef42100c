import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { DueList } from './due-list.ts';
import type { FunctionPool } from './functions.ts';

const Pending = z.object({
  functionName: z.string(),
  event: z.json(),
  attempt: z.number(),
  deadLetterQueue: z.string().optional(),
});
type Pending = z.infer<typeof Pending>;

/** Lambda waits one minute before the second try and two before the third. */
const pauses = [60_000, 120_000];

/** Invocations nobody waits for: durable before `invoke` returns, and tried three times on the virtual clock. */
export interface AsyncInvocations {
  invoke(functionName: string, event: unknown, deadLetterQueue?: string): void;
}

export function newAsyncInvocations(
  due: DueList,
  clock: Clock,
  activity: Activity,
  functions: FunctionPool,
  deadLetters: DeadLetters,
): AsyncInvocations {
  const attempt = async (id: string, pending: Pending): Promise<void> => {
    const outcome = await functions.invoke(pending.functionName, pending.event);
    if (outcome.ok) {
      due.remove(id);
      return;
    }
    const pause = pauses[pending.attempt];
    if (pause === undefined) {
      due.remove(id);
      deadLetters.add(pending.deadLetterQueue ?? pending.functionName, {
        event: pending.event,
        error: outcome,
      });
      return;
    }
    const payload = z.json().parse({ ...pending, attempt: pending.attempt + 1 });
    due.add({ id: `invocation ${randomUUID()}`, at: clock.now() + pause, kind: 'invocation', payload });
    due.remove(id);
  };
  due.on('invocation', ({ id, payload }) => attempt(id, Pending.parse(payload)));

  return {
    invoke(functionName, event, deadLetterQueue) {
      const id = `invocation ${randomUUID()}`;
      const pending = {
        functionName,
        event: z.json().parse(event),
        attempt: 0,
        ...(deadLetterQueue !== undefined && { deadLetterQueue }),
      };
      // On the list from the start: a kill now leaves an entry that is due at once.
      due.hold({ id, at: clock.now(), kind: 'invocation', payload: pending });
      void activity.during(() => attempt(id, pending));
    },
  };
}

import type * as z from 'zod';
import { StaleCase } from '../domain/case/errors.ts';
import { loggable, logger } from './logger.ts';

/**
 * A task of a state machine: input and output are parsed against the contract, errors keep their names so that Retry
 * and Catch can tell them apart. A step that somebody else's write made stale is tried again at once. Messages of errors that are not ours are not passed on: they may quote what they were given.
 */
export function workflowTask<Input extends z.ZodType>(task: {
  readonly input: Input;
  readonly output?: z.ZodType;
  readonly run: (input: z.infer<Input>) => Promise<unknown>;
}): (event: unknown) => Promise<unknown> {
  return async (event) => {
    const input = task.input.parse(event);
    try {
      const result = await unlessStale(() => task.run(input));
      return task.output ? task.output.parse(result) : {};
    } catch (error) {
      logger.error('task failed', { ...loggable(error) });
      throw named(error);
    }
  };
}

/** Writers of one case that meet at the same moment are few: customer, sweeper, a person. */
const TRIES = 4;

/**
 * A step reads the case anew, so the remedy of a stale one is to run it again. Here that takes milliseconds, by the
 * machine's own retry two seconds and a transition; and emulators that do not see that the function of a task token
 * failed would wait for the token for ever (ministack 1.4.21).
 */
async function unlessStale<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StaleCase) || tried === TRIES) throw error;
    }
  }
}

function named(error: unknown): Error {
  const name = error instanceof Error ? error.name : 'Error';
  const safe = new Error(
    name.startsWith('Case.') && error instanceof Error ? error.message : `${name}; see the function's log`,
  );
  safe.name = name;
  return safe;
}

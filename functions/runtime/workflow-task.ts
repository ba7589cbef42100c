import type * as z from 'zod';
import { loggable, logger } from './logger.ts';

/**
 * A task of a state machine: input and output are parsed against the contract, errors keep their names so that Retry
 * and Catch can tell them apart. Messages of errors that are not ours are not passed on: they may quote what they were given.
 */
export function workflowTask<Input extends z.ZodType>(task: {
  readonly input: Input;
  readonly output?: z.ZodType;
  readonly run: (input: z.infer<Input>) => Promise<unknown>;
}): (event: unknown) => Promise<unknown> {
  return async (event) => {
    const input = task.input.parse(event);
    try {
      const result = await task.run(input);
      return task.output ? task.output.parse(result) : {};
    } catch (error) {
      logger.error('task failed', { ...loggable(error) });
      throw named(error);
    }
  };
}

function named(error: unknown): Error {
  const name = error instanceof Error ? error.name : 'Error';
  const safe = new Error(
    name.startsWith('Case.') && error instanceof Error ? error.message : `${name}; see the function's log`,
  );
  safe.name = name;
  return safe;
}

import * as z from 'zod';
import { Definition, Retrier, stateOf } from './asl.ts';
import type { StateFailure } from './step.ts';

const Waiting = z.object({ kind: z.enum(['token', 'wait', 'retry']), until: z.number().optional() });
const Answer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), output: z.json() }),
  z.object({ ok: z.literal(false), error: z.string(), cause: z.string() }),
]);
export type Answer = z.infer<typeof Answer>;

/** An execution as it is saved at every transition: enough to go on after a kill. */
export const Execution = z.object({
  arn: z.string(),
  name: z.string(),
  machineArn: z.string(),
  input: z.json(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT']),
  /** Virtual milliseconds since the epoch. */
  startedAt: z.number(),
  stoppedAt: z.number().optional(),
  state: z.string(),
  stateInput: z.json(),
  /** Every state entered, retries and inline children included: what Standard workflows are billed by. */
  transitions: z.number(),
  /** Tasks run in Express children of a Distributed Map. */
  expressTasks: z.number(),
  /** Retries so far of each retrier of the present state. */
  retries: z.array(z.number()),
  /** The open task token of the present state. */
  token: z.string().optional(),
  waiting: Waiting.optional(),
  /** What came for the open token, or the end of a wait, and is not used yet. */
  answer: Answer.optional(),
  output: z.json().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type Execution = z.infer<typeof Execution>;

export const isRunning = ({ status }: Execution): boolean => status === 'RUNNING';

export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly definition: Definition;
}

/** Milliseconds until the next try, counting it; undefined when no retrier wants another. */
export function nextRetry(
  execution: Execution,
  definition: Definition,
  failure: StateFailure,
): number | undefined {
  const state = stateOf(definition, execution.state);
  const retriers = z.array(Retrier).default([]).parse(state['Retry']);
  if (!failure.catchable) return undefined;
  const matches = (name: string): boolean =>
    name === failure.name ||
    name === 'States.ALL' ||
    (name === 'States.TaskFailed' && state.Type === 'Task' && failure.name !== 'States.Timeout');
  const index = retriers.findIndex(({ ErrorEquals }) => ErrorEquals.some(matches));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const before = execution.retries[index] ?? 0;
  if (before >= retrier.MaxAttempts) return undefined;
  execution.retries = retriers.map((_, i) => (execution.retries[i] ?? 0) + (i === index ? 1 : 0));
  const seconds = retrier.IntervalSeconds * retrier.BackoffRate ** before;
  return Math.min(seconds, retrier.MaxDelaySeconds ?? seconds) * 1000;
}

/**
 * @param text definition as in the template
 * @param substitutions values for `${Name}`
 */
export function parseDefinition(text: string, substitutions: Readonly<Record<string, string>>): Definition {
  const filled = text
    .replace(/\$\{([A-Za-z0-9_]+)\}/g, (whole, name: string) => substitutions[name] ?? whole)
    // The engine starts anew with every state, so these two would be the state's instead of the execution's.
    .replaceAll('$$.Execution.Input', '$$$$.Begin.Input')
    .replaceAll('$$.Execution.StartTime', '$$$$.Begin.StartTime');
  return Definition.parse(JSON.parse(filled));
}

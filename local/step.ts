import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';
import {
  catchingStep,
  nestedCalls,
  singleStep,
  stateOf,
  StepAnswer,
  TaskCall,
  WaitCall,
  type Definition,
} from './asl.ts';

export type Json = z.infer<ReturnType<typeof z.json>>;

/** A named error of a state: what `Retry` and `Catch` compare. */
export class StateFailure extends Error {
  /** False for errors that no `Retry` and no `Catch` may name. */
  readonly catchable: boolean;
  constructor(name: string, cause: string, catchable = true) {
    super(cause);
    this.name = name;
    this.catchable = catchable;
  }
}

/** What stops a state until something outside happens. */
export type Parked = { readonly kind: 'token' | 'wait'; readonly until: number | undefined };

export type StepResult =
  | { readonly kind: 'next'; readonly state: string; readonly output: Json }
  | { readonly kind: 'end'; readonly output: Json }
  | { readonly kind: 'parked'; readonly parked: Parked }
  | { readonly kind: 'failed'; readonly failure: StateFailure };

/** How a task or wait of the state is done; a task's answer is its raw result. */
export interface Doings {
  /** @param resource of the task */
  readonly task: (
    resource: string,
    call: Json,
    timeoutSeconds: number | undefined,
    nested: { readonly express: boolean } | undefined,
  ) => Promise<{ readonly output: Json } | Parked>;
  /** The wait's moment in ms, or undefined when it is over. */
  readonly wait: (wait: z.infer<typeof WaitCall>, nested: boolean) => Promise<Parked | undefined>;
}

/** Runs one state of a machine and stops. The engine does paths, choices, maps and what is inside them. */
export async function runState(
  definition: Definition,
  name: string,
  input: Json,
  context: Readonly<Record<string, unknown>>,
  doings: Doings,
): Promise<StepResult> {
  const state = stateOf(definition, name);
  if (state.Type === 'Succeed' || state.Type === 'Fail') {
    return runMachine(
      { StartAt: name, States: singleStep(definition, name).States },
      input,
      context,
      {},
      true,
    );
  }
  let park: (parked: Parked) => void = () => undefined;
  let release: () => void = () => undefined;
  const parked = new Promise<Parked>((resolve) => {
    park = resolve;
  });
  const released = new Promise<Json>((resolve) => {
    release = () => resolve(null);
  });

  const own = async (given: Json): Promise<Json> => {
    if (state.Type === 'Wait') {
      const wait = WaitCall.parse(given);
      const stop = await doings.wait(wait, false);
      if (!stop) return wait.input;
      park(stop);
      return released;
    }
    const { call, timeoutSeconds } = TaskCall.parse(given);
    const answer = await doings.task(String(state['Resource']), call, timeoutSeconds, undefined);
    if ('output' in answer) return answer.output;
    park(answer);
    return released;
  };
  const handlers: Record<string, (given: Json) => Promise<Json>> = { [name]: own };
  const noPause: Record<string, number> = {};
  for (const inner of nestedCalls(state)) {
    noPause[inner.name] = 0;
    handlers[inner.name] = async (given) => {
      if (inner.state.Type === 'Wait') {
        const wait = WaitCall.parse(given);
        await doings.wait(wait, true);
        return wait.input;
      }
      const { call, timeoutSeconds } = TaskCall.parse(given);
      const answer = await doings.task(String(inner.state['Resource']), call, timeoutSeconds, inner);
      if ('output' in answer) return answer.output;
      throw new StateFailure(
        'States.Runtime',
        'A wait for a token is supported at the top level only',
        false,
      );
    };
  }
  return runMachine(singleStep(definition, name), input, context, { handlers, noPause, parked, release });
}

/** Applies the `Catch` of a state to a failure; undefined when nothing catches it. */
export async function catchFailure(
  definition: Definition,
  name: string,
  input: Json,
  failure: StateFailure,
): Promise<StepResult | undefined> {
  const machine = failure.catchable ? catchingStep(definition, name) : undefined;
  if (!machine) return undefined;
  const handlers = { [name]: (): Promise<Json> => Promise.reject(failure) };
  const result = await runMachine(machine, input, {}, { handlers });
  return result.kind === 'failed' ? undefined : result;
}

interface Running {
  readonly handlers?: Record<string, (given: Json) => Promise<Json>>;
  readonly noPause?: Record<string, number>;
  readonly parked?: Promise<Parked>;
  readonly release?: () => void;
}

async function runMachine(
  machine: StateMachineDefinition,
  input: Json,
  context: Readonly<Record<string, unknown>>,
  { handlers = {}, noPause = {}, parked, release }: Running,
  terminal = false,
): Promise<StepResult> {
  const execution = new StateMachine(machine, { validationOptions: { noValidate: true } }).run(input, {
    overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: noPause },
    noThrowOnAbort: true,
    context: { ...context },
  });
  try {
    const first = await Promise.race([
      execution.result.then((value) => ({ kind: 'result' as const, value })),
      ...(parked ? [parked.then((value) => ({ kind: 'parked' as const, value }))] : []),
    ]);
    if (first.kind === 'parked') {
      execution.abort();
      // Lets the engine's task end, and with it the engine's own timer.
      release?.();
      return { kind: 'parked', parked: first.value };
    }
    const value = z.json().parse(first.value);
    if (terminal) return { kind: 'end', output: value };
    const { next, output } = StepAnswer.parse(value);
    return next === null ? { kind: 'end', output } : { kind: 'next', state: next, output };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

const EngineError = z.object({
  name: z.string(),
  message: z.string(),
  isCatchable: z.boolean().default(true),
});

function failureOf(error: unknown): StateFailure {
  if (!(error instanceof ExecutionError)) throw error;
  if (error.cause instanceof StateFailure) return error.cause;
  const { name, message, isCatchable } = EngineError.parse(error.cause);
  return new StateFailure(name, message, isCatchable);
}

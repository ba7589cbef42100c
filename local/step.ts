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
  /** Tells when all is being stopped: the step is then given up in the midst. @returns what takes the wish back */
  readonly onHalt: (giveUp: () => void) => () => void;
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
      { onHalt: doings.onHalt },
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
  return runMachine(singleStep(definition, name), input, context, {
    ...{ handlers, noPause, parked, release, onHalt: doings.onHalt },
  });
}

/** Applies the `Catch` of a state to a failure; undefined when nothing catches it. */
export async function catchFailure(
  definition: Definition,
  name: string,
  input: Json,
  failure: StateFailure,
  onHalt: Doings['onHalt'],
): Promise<StepResult | undefined> {
  const machine = failure.catchable ? catchingStep(definition, name) : undefined;
  if (!machine) return undefined;
  const handlers = { [name]: (): Promise<Json> => Promise.reject(failure) };
  const result = await runMachine(machine, input, {}, { handlers, onHalt });
  return result.kind === 'failed' ? undefined : result;
}

interface Running {
  readonly handlers?: Record<string, (given: Json) => Promise<Json>>;
  readonly noPause?: Record<string, number>;
  readonly parked?: Promise<Parked>;
  readonly release?: () => void;
  readonly onHalt: Doings['onHalt'];
}

/** What was given up goes on with nothing: it is taken up from the disk at the next start. */
const never = new Promise<never>(() => undefined);

async function runMachine(
  machine: StateMachineDefinition,
  input: Json,
  context: Readonly<Record<string, unknown>>,
  { handlers = {}, noPause = {}, parked, release, onHalt }: Running,
  terminal = false,
): Promise<StepResult> {
  const halted = Promise.withResolvers<null>();
  const endable = Object.entries(handlers).map(([name, handle]): [string, typeof handle] => [
    name,
    // A task whose function was ended never answers, and the engine's own timer would wait for it.
    (given) => Promise.race([handle(given), halted.promise]),
  ]);
  const execution = new StateMachine(machine, { validationOptions: { noValidate: true } }).run(input, {
    overrides: { taskResourceLocalHandlers: Object.fromEntries(endable), retryIntervalOverrides: noPause },
    noThrowOnAbort: true,
    context: { ...context },
  });
  let isHalted = false;
  const wasHalted = (): boolean => isHalted;
  const unconcerned = onHalt(() => {
    isHalted = true;
    execution.abort();
    halted.resolve(null);
  });
  try {
    const first = await Promise.race([
      execution.result.then((value) => ({ kind: 'result' as const, value })),
      ...(parked ? [parked.then((value) => ({ kind: 'parked' as const, value }))] : []),
    ]);
    if (wasHalted()) return await never;
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
    if (wasHalted()) return await never;
    return { kind: 'failed', failure: failureOf(error) };
  } finally {
    unconcerned();
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

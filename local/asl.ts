import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod';

/** A machine as far as the laptop cloud itself must understand it; everything else is the engine's. */
export const Definition = z.looseObject({
  StartAt: z.string(),
  TimeoutSeconds: z.number().optional(),
  States: z.record(z.string(), z.looseObject({ Type: z.string() })),
});
export type Definition = z.infer<typeof Definition>;
type State = Definition['States'][string];

export const Retrier = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
});

/** What an adapted task hands to its override. */
export const TaskCall = z.object({
  call: z.json(),
  timeoutSeconds: z.number().optional(),
});
/** What an adapted wait hands to its override. */
export const WaitCall = z.object({
  seconds: z.number().optional(),
  timestamp: z.string().optional(),
  input: z.json(),
});

/**
 * The engine's own task timer must never be the one that fires (it rejects after 60 s unless told, and
 * overflows above 24.8 days); this is as long as it can be told to wait.
 */
const engineTimeoutSeconds = 2_000_000;

/** Where a step ended: in the name of the state the engine stopped in. */
const arrow = (next: string): string => `→ ${next}`;
const theEnd = '→';
const EngineDefinition = z.custom<StateMachineDefinition>(
  (value) => typeof value === 'object' && value !== null,
);

/**
 * A machine that runs only the state `name` and then stops, answering `{next, output}` (`next` null at the
 * end). So the cloud sees, and saves, every transition. `Retry` and `Catch` are left out: see
 * `catchingStep`.
 */
export function singleStep(definition: Definition, name: string): StateMachineDefinition {
  const state = stateOf(definition, name);
  const { Retry: _retry, Catch: _catch, ...bare } = state;
  return steppingMachine(name, adapted(bare));
}

/** A machine in which the state `name` fails at once, so that the engine applies its `Catch`. */
export function catchingStep(definition: Definition, name: string): StateMachineDefinition | undefined {
  const state = stateOf(definition, name);
  if (state['Catch'] === undefined) return undefined;
  return steppingMachine(name, {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    TimeoutSeconds: engineTimeoutSeconds,
    Catch: state['Catch'],
    End: true,
  });
}

/** Names of all `Task` and `Wait` states inside `Map` and `Parallel` states. */
export function nestedCalls(state: State): readonly { name: string; state: State; express: boolean }[] {
  return innerMachines(state).flatMap(({ machine, express }) =>
    Object.entries(machine.States).flatMap(([name, inner]) => [
      ...(inner.Type === 'Task' || inner.Type === 'Wait' ? [{ name, state: inner, express }] : []),
      ...nestedCalls(inner),
    ]),
  );
}

export function stateOf(definition: Definition, name: string): State {
  const state = definition.States[name];
  if (!state) throw new Error(`The machine has no state ${name}`);
  return state;
}

export const StepAnswer = z.object({ next: z.string().nullable(), output: z.json() });

function steppingMachine(name: string, state: State): StateMachineDefinition {
  const nextOf = z.object({ Next: z.string() });
  const rewrite = <T>(value: T): T => {
    const parsed = nextOf.safeParse(value);
    return parsed.success ? { ...value, Next: arrow(parsed.data.Next) } : value;
  };
  const list = (key: string): unknown[] => z.array(z.unknown()).default([]).parse(state[key]);
  const targets = new Set(
    [state, ...list('Catch'), ...list('Choices')].flatMap((one) => {
      const parsed = nextOf.safeParse(one);
      return parsed.success ? [parsed.data.Next] : [];
    }),
  );
  if (typeof state['Default'] === 'string') targets.add(state['Default']);
  const { End, ...withoutEnd } = state;
  const stepped = {
    ...rewrite(withoutEnd),
    ...(End === true && { Next: theEnd }),
    ...(state['Catch'] !== undefined && { Catch: list('Catch').map(rewrite) }),
    ...(state['Choices'] !== undefined && { Choices: list('Choices').map(rewrite) }),
    ...(typeof state['Default'] === 'string' && { Default: arrow(state['Default']) }),
  };
  const stop = (next: string | null): object => ({
    Type: 'Pass',
    Parameters: { next, 'output.$': '$' },
    End: true,
  });
  return EngineDefinition.parse({
    StartAt: name,
    States: {
      [name]: stepped,
      [theEnd]: stop(null),
      ...Object.fromEntries([...targets].map((target) => [arrow(target), stop(target)])),
    },
  });
}

function adapted(state: State): State {
  switch (state.Type) {
    case 'Task':
      return adaptedTask(state);
    case 'Wait':
      return adaptedWait(state);
    case 'Map':
    case 'Parallel':
      return adaptedFan(state);
    default:
      return state;
  }
}

function adaptedTask({ TimeoutSecondsPath, HeartbeatSeconds: _heartbeat, ...state }: State): State {
  const parameters = state['Parameters'];
  return {
    ...state,
    Parameters: {
      ...(parameters === undefined ? { 'call.$': '$' } : { call: parameters }),
      ...(TimeoutSecondsPath !== undefined && { 'timeoutSeconds.$': TimeoutSecondsPath }),
      ...(state['TimeoutSeconds'] !== undefined && { timeoutSeconds: state['TimeoutSeconds'] }),
    },
    TimeoutSeconds: engineTimeoutSeconds,
  };
}

function adaptedWait({ Seconds, SecondsPath, Timestamp, TimestampPath, ...state }: State): State {
  return {
    ...state,
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    TimeoutSeconds: engineTimeoutSeconds,
    Parameters: {
      'input.$': '$',
      ...(Seconds !== undefined && { seconds: Seconds }),
      ...(SecondsPath !== undefined && { 'seconds.$': SecondsPath }),
      ...(Timestamp !== undefined && { timestamp: Timestamp }),
      ...(TimestampPath !== undefined && { 'timestamp.$': TimestampPath }),
    },
  };
}

const innerKeys = ['ItemProcessor', 'Iterator'] as const;

function innerMachines(state: State): readonly { machine: Definition; express: boolean }[] {
  const express = z
    .object({ ProcessorConfig: z.object({ ExecutionType: z.literal('EXPRESS') }) })
    .safeParse(state['ItemProcessor']).success;
  const inner = innerKeys.flatMap((key) => (state[key] === undefined ? [] : [Definition.parse(state[key])]));
  const branches = z.array(Definition).default([]).parse(state['Branches']);
  return [...inner, ...branches].map((machine) => ({ machine, express }));
}

function adaptedFan(state: State): State {
  const inside = (machine: Definition): Definition => ({
    ...machine,
    States: Object.fromEntries(Object.entries(machine.States).map(([name, inner]) => [name, adapted(inner)])),
  });
  return {
    ...state,
    ...Object.fromEntries(
      innerKeys.flatMap((key) =>
        state[key] === undefined ? [] : [[key, inside(Definition.parse(state[key]))]],
      ),
    ),
    ...(state['Branches'] !== undefined && {
      Branches: z.array(Definition).parse(state['Branches']).map(inside),
    }),
  };
}

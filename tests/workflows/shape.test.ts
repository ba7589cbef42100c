import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import * as contracts from '../../workflows/contracts.ts';

interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName?: string; readonly Payload?: Record<string, unknown> };
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts?: number }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly Record<string, unknown>[];
  readonly Default?: string;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

/** It comes without types. */
const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
  readonly isValid: boolean;
  readonly errorsText: () => string;
};

const folder = new URL('../../workflows/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.asl.json'));
const textOf = (file: string): string => readFileSync(new URL(file, folder), 'utf8');

const statesOf = (states: Readonly<Record<string, State>>): [string, State][] =>
  Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...statesOf(state.ItemProcessor?.States ?? {}),
  ]);

/** Contract of a task: `${TriageCase}` is `triageCase`. */
const contractOf = (substitution: string): { input: z.ZodObject; output?: z.ZodType } | undefined =>
  (contracts as Record<string, unknown>)[
    substitution.charAt(0).toLowerCase() + substitution.slice(1)
  ] as never;

/** Every literal that the contracts allow a machine to branch on. */
function literals(schema: unknown, found = new Set<unknown>()): Set<unknown> {
  if (schema instanceof z.ZodType) {
    const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
    JSON.stringify(json, (key, value: unknown) => {
      if (key === 'const') found.add(value);
      if (key === 'enum' && Array.isArray(value)) for (const one of value) found.add(one);
      return value;
    });
    return found;
  }
  if (typeof schema === 'object' && schema !== null)
    for (const inner of Object.values(schema)) literals(inner, found);
  return found;
}

const errorsOfTheEngine = /^(Lambda|States)\.[A-Za-z.]+$/;
const ourErrors: ReadonlySet<string> = new Set(Object.values(contracts.taskErrors));

describe.each(files)('%s', (file) => {
  const text = textOf(file);
  const machine = JSON.parse(text) as { States: Readonly<Record<string, State>> };
  const states = statesOf(machine.States);
  const tasks = states.filter(([, { Type }]) => Type === 'Task');

  test('is a machine that Step Functions accepts', () => {
    const filled: unknown = JSON.parse(
      text.replaceAll(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-east-1:000000000000:function:$1'),
    );

    const { isValid, errorsText } = validate(filled);

    expect(errorsText()).toBe('');
    expect(isValid).toBe(true);
  });

  test('says of every state why it is there', () => {
    expect(states.filter(([, { Comment = '' }]) => Comment.length < 10).map(([name]) => name)).toEqual([]);
  });

  test('tries nothing again and catches nothing under a name that nobody throws', () => {
    const named = states.flatMap(([, { Retry = [], Catch = [] }]) =>
      [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals),
    );

    expect(named.filter((name) => !errorsOfTheEngine.test(name) && !ourErrors.has(name))).toEqual([]);
  });

  test('gives every task more than one try', () => {
    const once = tasks.filter(([, { Retry = [] }]) => Retry.length === 0).map(([name]) => name);

    expect(once).toEqual([]);
  });

  test('calls only functions that have a contract, and gives them exactly what it asks for', () => {
    const wrong = tasks.flatMap(([name, { Parameters }]) => {
      const substitution = /^\$\{(\w+)\}$/.exec(Parameters?.FunctionName ?? '')?.[1];
      if (substitution === undefined) return [];
      const contract = contractOf(substitution);
      if (!contract) return [`${name} calls ${substitution}, which has no contract`];
      const payload = Parameters?.Payload;
      if (payload === undefined) return [];
      const given = Object.keys(payload).map((key) => key.replace(/\.\$$/, ''));
      const known = Object.keys(contract.input.shape);
      const needed = known.filter((key) => {
        const field: unknown = contract.input.shape[key];
        return field instanceof z.ZodType && !field.safeParse(undefined).success;
      });
      return [
        ...given.filter((key) => !known.includes(key)).map((key) => `${name} gives ${key}`),
        ...needed.filter((key) => !given.includes(key)).map((key) => `${name} lacks ${key}`),
      ];
    });

    expect(wrong).toEqual([]);
    expect(tasks.length).toBeGreaterThan(0);
  });

  test('decides only on words that the contracts know', () => {
    const words = literals(contracts);
    const asked = states.flatMap(([, { Choices = [] }]) =>
      Choices.flatMap((choice) =>
        Object.entries(choice).flatMap(([key, value]) => (key.startsWith('StringEquals') ? [value] : [])),
      ),
    );

    expect(asked.filter((word) => !words.has(word))).toEqual([]);
  });

  test('has a way on for every answer', () => {
    const choices = states.filter(([, { Type }]) => Type === 'Choice');

    expect(choices.filter(([, state]) => state.Default === undefined).map(([name]) => name)).toEqual([]);
  });

  test('never waits for a person without an end and a way on', () => {
    const endless = states
      .filter(([, { Resource = '' }]) => Resource.endsWith('.waitForTaskToken'))
      .filter(([, { TimeoutSeconds, TimeoutSecondsPath, Catch = [] }]) => {
        const caught = Catch.flatMap(({ ErrorEquals }) => ErrorEquals);
        const isBounded = TimeoutSeconds !== undefined || TimeoutSecondsPath !== undefined;
        return !isBounded || !caught.includes('States.ALL');
      });

    expect(endless.map(([name]) => name)).toEqual([]);
  });
});

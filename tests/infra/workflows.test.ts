import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, synthesized } from './support/synth.ts';

interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

interface Machine {
  readonly States: Readonly<Record<string, State>>;
  readonly QueryLanguage?: string;
}

const files = readdirSync(join(root, 'workflows')).filter((name) => name.endsWith('.asl.json'));
const machineOf = (file: string): Machine => JSON.parse(readFileSync(join(root, 'workflows', file), 'utf8'));

const inner = (states: Machine['States']): [string, State][] =>
  Object.values(states).flatMap((state) => {
    const below = state.ItemProcessor?.States ?? {};
    return [...Object.entries(below), ...inner(below)];
  });

const waits = (states: readonly [string, State][]) =>
  states.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'));

test('every machine is deployed', () => {
  const deployed = synthesized()
    .service.of('AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => `${String(Properties['StateMachineName']).replace('amends-dev-', '')}.asl.json`);

  expect(deployed.sort()).toEqual(files.sort());
});

describe.each(files)('%s', (file) => {
  const { States, QueryLanguage } = machineOf(file);
  const top = Object.entries(States);
  const all = [...top, ...inner(States)];

  test('never waits for a person without an end and a way on', () => {
    const endless = waits(all).filter(([, state]) => {
      const bounded = state.TimeoutSeconds !== undefined || state.TimeoutSecondsPath !== undefined;
      const caught = (state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
      return !bounded || !(caught.includes('States.Timeout') || caught.includes('States.ALL'));
    });

    expect(endless).toEqual([]);
  });

  test('waits at its top level only, so that an open wait can be taken up again', () => {
    expect(waits(inner(States))).toEqual([]);
  });

  test('uses nothing that the two engines do differently', () => {
    const used = JSON.stringify(all);

    expect(QueryLanguage ?? 'JSONPath').toBe('JSONPath');
    for (const word of ['Assign', 'HeartbeatSeconds', 'ItemReader', 'ItemBatcher', 'ResultWriter']) {
      expect(used).not.toContain(`"${word}"`);
    }
  });

  test('says of every state why it is there', () => {
    expect(all.filter(([, { Comment }]) => (Comment ?? '').length < 10).map(([name]) => name)).toEqual([]);
  });
});

import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseTable } from '../../infra/constructs/case-table.ts';
import { ServiceFunction } from '../../infra/constructs/service-function.ts';
import { StageStack } from '../../infra/constructs/stage.ts';
import { Workflow } from '../../infra/constructs/workflow.ts';
import { readSettings } from '../../infra/settings.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amends-constructs-'));
  mkdirSync(join(folder, 'greet'));
  writeFileSync(join(folder, 'greet/index.mjs'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

function aStack(): StageStack {
  const app = new App({ outdir: join(folder, 'out') });
  return new StageStack(app, 'test', {
    settings: readSettings(() => undefined),
    bundles: folder,
    workflows: folder,
  });
}

function aFunction<Key extends string>(
  stack: StageStack,
  env: { shape: Record<Key, unknown> },
): ServiceFunction<Key> {
  return new ServiceFunction<Key>(stack, 'Greet', {
    handler: 'greet',
    env,
    impactIfDown: 'Nobody is greeted.',
  });
}

describe('a function', () => {
  test('with a variable that nobody bound does not synthesize', () => {
    const stack = aStack();
    aFunction(stack, z.object({ TABLE: z.string(), STAGE: z.string() }));

    expect(() => Template.fromStack(stack)).toThrow(/greet: nothing binds TABLE of its Env schema/);
  });

  test('with a variable its schema does not know does not synthesize', () => {
    const stack = aStack();
    const env: { shape: Record<string, unknown> } = z.object({});
    aFunction(stack, env).set('MOOD', 'good');

    expect(() => Template.fromStack(stack)).toThrow(/greet: MOOD is bound but not in its Env schema/);
  });

  test('gets the right and the name of the table together', () => {
    const stack = aStack();
    const greet = aFunction(stack, z.object({ TABLE: z.string() }));
    new CaseTable(stack, 'Cases').bind(greet, { as: 'TABLE', may: ['read'] });
    const template = Template.fromStack(stack);

    const [fn] = Object.values<any>(template.findResources('AWS::Lambda::Function'));
    expect(fn.Properties.Environment.Variables.TABLE.Ref).toMatch(/^Cases/);
    const rights = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(rights).toContain('dynamodb:Query');
    expect(rights).not.toContain('dynamodb:PutItem');
  });
});

describe('a workflow', () => {
  const definition = (functionName: string): string =>
    JSON.stringify({
      StartAt: 'Greet',
      States: { Greet: { Type: 'Task', Resource: functionName, End: true } },
    });

  test('that names a function it was not given does not synthesize', () => {
    const stack = aStack();
    writeFileSync(join(folder, 'lost.asl.json'), definition('${SomebodyElse}'));
    new Workflow(stack, 'Lost', {
      name: 'lost',
      calls: [aFunction(stack, z.object({}))],
      impactIfDown: 'Silence.',
    });

    expect(() => Template.fromStack(stack)).toThrow(
      /lost\.asl\.json uses \$\{SomebodyElse\}[\s\S]*never uses \$\{Greet\}/,
    );
  });

  test('logs errors without the data of executions', () => {
    const stack = aStack();
    writeFileSync(join(folder, 'greeting.asl.json'), definition('${Greet}'));
    new Workflow(stack, 'Greeting', {
      name: 'greeting',
      calls: [aFunction(stack, z.object({}))],
      impactIfDown: 'Silence.',
    });

    const [machine] = Object.values<any>(
      Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'),
    );
    expect(machine.Properties.LoggingConfiguration).toMatchObject({
      IncludeExecutionData: false,
      Level: 'ERROR',
    });
    expect(machine.Properties.TracingConfiguration).toEqual({ Enabled: true });
  });
});

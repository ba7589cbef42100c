import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, synthesized, type Resource } from './support/synth.ts';

const alarms = (context: Record<string, string> = {}): Resource[] =>
  Object.values(synthesized(context)).flatMap((stack) => stack.of('AWS::CloudWatch::Alarm'));

const nameOf = (alarm: Resource): string => String(alarm.Properties['AlarmName']).replace(/^amends-dev-/, '');

test('every alarm says what is felt, and where to read on', () => {
  for (const alarm of alarms()) {
    const [impact, link] = String(alarm.Properties['AlarmDescription']).split(' Runbook: ');
    expect(impact!.length).toBeGreaterThan(30);
    expect(link).toBe(`docs/runbook.md#${nameOf(alarm)}`);
  }
});

test('the runbook has a section for every alarm, and none for an alarm that is gone', () => {
  const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const sections = [...runbook.matchAll(/^### (.+)$/gm)].map((match) => match[1]);

  expect(sections.toSorted()).toEqual(alarms().map(nameOf).toSorted());
});

test('every function, workflow and dead-letter queue has an alarm', () => {
  const names = new Set(alarms().map(nameOf));
  const service = synthesized().service;
  const functions = service
    .of('AWS::Lambda::Function')
    .map(({ Properties }) => String(Properties['Description']).replace('Amends ', ''));
  const machines = service
    .of('AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => String(Properties['StateMachineName']).replace('amends-dev-', ''));

  for (const name of functions) expect(names).toContain(`${name}-errors`);
  for (const name of machines) {
    expect(names).toContain(`${name}-workflow-failed`);
    expect(names).toContain(`${name}-workflow-timed-out`);
  }
  expect([...names].filter((name) => name.endsWith('-dead-letters'))).toHaveLength(
    service.of('AWS::SQS::Queue').length,
  );
});

test('silence is health: an idle stage rings no alarm', () => {
  expect(alarms().filter(({ Properties }) => Properties['TreatMissingData'] !== 'notBreaching')).toEqual([]);
});

test('alarms tell the topic that the stage names', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:ops';
  const actions = alarms({ alarmTopicArn: topic }).map(({ Properties }) => Properties['AlarmActions']);

  expect(new Set(actions.map((action) => JSON.stringify(action)))).toEqual(
    new Set([JSON.stringify([topic])]),
  );
  expect(alarms().some(({ Properties }) => Properties['AlarmActions'])).toBe(false);
});

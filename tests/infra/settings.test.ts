import { describe, expect, test } from 'vitest';
import { RuntimeSettings, SettingsVariable } from '../../functions/domain/settings.ts';
import { readSettings } from '../../infra/settings.ts';

const settingsFrom = (context: Record<string, unknown>) => readSettings((name) => context[name]);

describe('settings of a stage', () => {
  test('need nothing: every one has a default', () => {
    expect(settingsFrom({})).toMatchObject({
      stage: 'dev',
      mailFrom: 'complaints@amends.localhost',
      mailDomain: 'amends.localhost',
      holdoutShare: 0.1,
      autoCloseAfterDays: 14,
    });
  });

  test('come from the command line as text', () => {
    expect(
      settingsFrom({
        stage: 'prod',
        goldValue: '200000',
        activateReceiptRules: 'true',
        mailFrom: 'care@firm.example',
      }),
    ).toMatchObject({
      stage: 'prod',
      goldValue: 200_000,
      activateReceiptRules: true,
      mailDomain: 'firm.example',
    });
  });

  test('that are wrong are all named at once, with the place to set them', () => {
    expect(() => settingsFrom({ stage: 'Prod', holdoutShare: '2', timeZone: 'Mars/Base' })).toThrow(
      expect.objectContaining({
        name: 'SettingsProblem',
        message: expect.stringMatching(/"timeZone".*\n.*"holdoutShare".*\n.*"stage".*-c stage=…/),
      }),
    );
  });

  test('name a known weekday calendar', () => {
    expect(() => settingsFrom({ country: 'Germany' })).toThrow(/"country".*ISO 3166/);
  });

  test('reach functions as one variable, without what only infrastructure needs', () => {
    const { runtime } = settingsFrom({
      alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:ops',
      firmName: 'Acme',
    });
    const variable = JSON.stringify(runtime);

    expect(SettingsVariable.parse(variable)).toEqual(runtime);
    expect(runtime.firmName).toBe('Acme');
    expect(variable).not.toContain('alarmTopicArn');
    expect(variable.length).toBeLessThan(3000);
  });

  test('that do not fit into the variables of a function are refused before a deployment is', () => {
    const staff = Array.from({ length: 40 }, (_, number) => ({
      id: `handler-${number}`,
      name: `Handler ${number}`,
      address: `handler-${number}@firm.example`,
      groups: ['handler'],
      team: 'care',
    }));

    expect(() => settingsFrom({ staff })).toThrow(/bytes .* 3000 fit\. Shorten "staff"/);
  });

  test('that are not JSON are refused by a function before it starts', () => {
    expect(SettingsVariable.safeParse('{').success).toBe(false);
  });
});

test('every member of staff climbs to somebody who exists', () => {
  const { staff } = RuntimeSettings.parse({});
  const ids = new Set(staff.map(({ id }) => id));

  expect(ids.size).toBe(staff.length);
  expect(staff.flatMap(({ lead }) => lead ?? []).filter((lead) => !ids.has(lead))).toEqual([]);
  expect(new Set(staff.flatMap(({ groups }) => groups))).toEqual(
    new Set(['handler', 'lead', 'marketer', 'auditor']),
  );
});

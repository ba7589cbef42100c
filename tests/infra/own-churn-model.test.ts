import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, test } from 'vitest';
import { ownChurnModel } from '../../functions/adapters/files/own-churn-model.ts';
import telecom from '../../functions/domain/churn/telecom.model.json' with { type: 'json' };
import { shippedModel } from '../../functions/domain/churn/shipped.ts';
import { readSettings } from '../../infra/settings.ts';
import { root, withApp } from './support/synth.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'own.json');
const text = JSON.stringify({ ...telecom, name: 'acme' });
writeFileSync(file, text);

/** What the model asks for and the record does not compute. */
const columns = telecom.features
  .map(({ name }) => name)
  .filter((name) => !['tenureMonths', 'contractType', 'monthlyCharge'].includes(name));

const settingsFrom = (context: Record<string, unknown>) => readSettings((name) => context[name]);

describe('a churn model of the firm’s own', () => {
  test('is chosen by its path, and functions are told that it is the firm’s own', () => {
    const { runtime, ownChurnModel: own } = settingsFrom({
      churnModel: file,
      churnColumns: columns.join(', '),
    });
    expect(runtime.churnModel).toBe('own');
    expect(own).toBe(text);
  });

  test('may name the columns of the customer file in any spelling', () => {
    const spelled = columns.map((name) => name.toUpperCase().replace('SERVICE', ' service'));
    expect(settingsFrom({ churnModel: file, churnColumns: spelled }).runtime.churnModel).toBe('own');
  });

  test('that asks for what no customer record holds is refused with the names, and with what to do', () => {
    expect(() => settingsFrom({ churnModel: file, churnColumns: columns.slice(2) })).toThrow(
      expect.objectContaining({
        name: 'SettingsProblem',
        message: expect.stringMatching(
          new RegExp(`"churnModel".* asks for ${columns[0]}, ${columns[1]}, which .*churnColumns.*--drop`),
        ),
      }),
    );
  });

  test('that is not there, or is no model, is refused in one line', () => {
    expect(() => settingsFrom({ churnModel: join(folder, 'none.json') })).toThrow(
      /neither general.*npm run train/,
    );
    // The word that functions are told is not a choice.
    expect(() => settingsFrom({ churnModel: 'own' })).toThrow(/"own" is neither/);
    for (const [name, content] of [
      ['broken.json', '{'],
      ['other.json', '{"format":"pickle"}'],
      ['half.json', JSON.stringify({ ...telecom, shapes: undefined })],
    ] as const) {
      writeFileSync(join(folder, name), content);
      const message = new RegExp(`^setting "churnModel": .*${name}" is no churn model .*$`);
      expect(() => settingsFrom({ churnModel: join(folder, name) })).toThrow(message);
    }
  });

  test('lies beside the code of every function that judges customers, and of no other', () => {
    const judging = readdirSync(join(root, 'functions/handlers'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .filter((name) => {
        const handler = join(root, 'functions/handlers', name, 'handler.ts');
        return existsSync(handler) && readFileSync(handler, 'utf8').includes('judgement-wiring');
      });
    const given = withApp({ churnModel: file, churnColumns: columns.join() }, (app) => {
      const service = app.node.children.filter((child) => Stack.isStack(child));
      return service.flatMap((stack) =>
        Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).flatMap((fn) => {
          const asset = `asset.${String(fn['Properties']['Code']['S3Key']).replace('.zip', '')}`;
          const beside = join(app.outdir, asset, 'churn.model.json');
          if (!existsSync(beside)) return [];
          expect(existsSync(join(app.outdir, asset, 'index.mjs'))).toBe(true);
          expect(readFileSync(beside, 'utf8')).toBe(text);
          return [String(fn['Properties']['Description']).replace('Amends ', '')];
        }),
      );
    });
    expect(given.toSorted()).toEqual(judging.toSorted());
    expect(given.length).toBeGreaterThan(4);
  });

  test('scores as the file says, from where it lies', () => {
    writeFileSync(join(folder, 'churn.model.json'), text);
    const own = ownChurnModel(pathToFileURL(join(folder, 'index.mjs')).href);
    const row = { tenureMonths: 2, contractType: 'monthly', InternetService: 'Fiber optic' };
    expect(own.name).toBe('acme');
    expect(own.score(row)).toEqual(shippedModel('telecom').score(row));
  });
});

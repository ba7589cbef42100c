import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { OfferEffect } from '../../functions/domain/uplift/model.ts';
import { fitFile, type FitOptions } from '../../tools/uplift/fit.ts';
import { seededDice } from '../../functions/domain/table/dice.ts';

const folder = mkdtempSync(join(tmpdir(), 'uplift-'));
afterAll(() => rmSync(folder, { recursive: true }));

function uplift(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/uplift.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const dice = seededDice(7);
const HEADER = 'id,plan,age,arm,stayed,refund';
const rows = Array.from({ length: 1_500 }, (_, row) => {
  const plan = dice.upTo(2) === 0 ? 'basic' : 'plus';
  const arm = ['call', 'none', 'letter'][dice.upTo(3)] ?? 'none';
  const stayed = dice.next() < (arm === 'call' && plan === 'plus' ? 0.7 : 0.3);
  const refund = stayed ? 0 : dice.upTo(3);
  return `c${row},${plan},${20 + dice.upTo(50)},${arm},${stayed ? 'yes' : 'no'},${refund}`;
});
const trial = file('trial.csv', [HEADER, ...rows]);
const model = join(folder, 'model.json');
const fitting = (
  data: string,
  over: Partial<FitOptions> = {},
  note: (text: string) => void = () => undefined,
) =>
  fitFile(
    data,
    {
      treatment: 'arm',
      treated: 'call',
      control: 'none',
      outcome: 'stayed',
      positive: undefined,
      drop: ['refund'],
      seed: 1,
      allowLeak: false,
      report: undefined,
      ...over,
    },
    note,
  );
const fit = (data: string, ...more: readonly string[]) =>
  uplift(
    '--data',
    data,
    '--treatment',
    'arm',
    '--treated',
    'call',
    '--control',
    'none',
    '--outcome',
    'stayed',
    '--out',
    model,
    ...more,
  );

describe('npm run uplift', () => {
  test('fits a trial and prints the average effect and Qini with its interval', () => {
    const report = join(folder, 'report');
    const { status, stdout, stderr } = fit(trial, '--drop', 'refund', '--report', report);

    expect(status).toBe(0);
    const printed: { ate: number; qini: number; qiniInterval: number[]; sure: string[] } = JSON.parse(stdout);
    expect(Math.abs(printed.ate - 0.2)).toBeLessThan(0.08);
    expect(printed.qini).toBeGreaterThan(0.1);
    expect(printed.qiniInterval).toHaveLength(2);
    expect(printed.sure).toEqual(['plan']);
    expect(stderr).toContain('rows of other groups left out');
    expect(stderr).toContain('id names the row');
    expect(readFileSync(join(report, 'qini.svg'), 'utf8')).toMatch(/^<svg .*<polyline/s);
  });

  test('applies the model to every row in order, with both chances', () => {
    const { status, stdout, stderr } = uplift(
      '--model',
      model,
      file('new.csv', ['id,plan,age', 'x,plus,30', 'y,basic,', 'z,family,44']),
    );

    expect(status).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string } & OfferEffect);
    expect(lines.map(({ id }) => id)).toEqual(['x', 'y', 'z']);
    expect(lines[0]?.effect).toBeGreaterThan(0.25);
    expect(lines[1]?.effect).toBeLessThan(0.15);
    for (const line of lines) expect(line.chanceWith - line.chanceWithout).toBeCloseTo(line.effect, 12);
    expect(stderr).toContain('"family" not known to the model');
  });

  test('refuses a column that is known only after the draw, and names it', async () => {
    const refused = fitting(trial, { drop: [] });

    await expect(refused).rejects.toThrow('refund: all');
    await expect(refused).rejects.toThrow('--drop refund');
  });

  test.each([
    ['a third outcome', ['c1,basic,20,call,maybe,0'], 'row 1501, column stayed: "maybe" is a third value'],
    ['a cell too many', ['c1,basic,20,call,yes,0,9'], 'row 1501 has 7 cells, the header has 6'],
    [
      'a number that is none',
      ['c1,basic,twenty,call,yes,0'],
      'row 1501, column age: "twenty" is not a number',
    ],
    ['an empty outcome', ['c1,basic,20,call,,0'], 'row 1501, column stayed: the outcome is empty'],
  ])('a file with %s is refused by row and column', async (name, extra, message) => {
    await expect(fitting(file(`${name}.csv`, [HEADER, ...rows, ...extra]))).rejects.toThrow(message);
  });

  test('a column that only says the range of another is left out with a word', async () => {
    const bands = ['young', 'middle', 'old'];
    const notes: string[] = [];
    const banded = file('banded.csv', [
      `${HEADER},ageBand`,
      ...rows.map((row) => `${row},${bands[Math.floor((Number(row.split(',')[2]) - 20) / 20)] ?? ''}`),
    ]);

    const model = await fitting(banded, { drop: ['refund'] }, (text) => notes.push(text));

    expect(notes).toContain('ageBand only says the range of age: left out');
    expect(model.features.map(({ name }) => name)).toEqual(['plan', 'age']);
  });

  test('a group or column that is not there is told with those that are', async () => {
    await expect(fitting(trial, { treated: 'visit' })).rejects.toThrow('it says "call"');
    await expect(fitting(trial, { outcome: 'gone' })).rejects.toThrow('the columns are id, plan');
  });

  test('a trial may come with semicolons and decimal commas', async () => {
    const written = [HEADER, ...rows].map((row) => row.replaceAll(',', ';').replace(/;(\d\d);/, ';$1,5;'));

    const { features, figures } = await fitting(file('semicolons.csv', written));

    expect(features.find(({ name }) => name === 'age')?.kind).toBe('number');
    expect(figures.ate).toBe((await fitting(trial)).figures.ate);
  });

  test('a wrong file ends with 1 and one clear line, without a stack', () => {
    const { status, stdout, stderr } = fit(file('narrow.csv', ['a;b', '1;2']));

    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trimEnd()).toBe('there is no column "arm"; the columns are a, b');
  });

  test('ends with 2 and the usage when it is called wrongly', () => {
    const { status, stderr } = uplift('--data', trial);

    expect(status).toBe(2);
    expect(stderr).toContain('missing: --treatment');
  });
});

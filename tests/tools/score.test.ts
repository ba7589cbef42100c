import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'score-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(tool: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`tools/${tool}.ts`, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('npm run score', () => {
  test('prints only its JSON lines on stdout, and notes on stderr', () => {
    const { status, stdout, stderr } = run(
      'score',
      '--model',
      'general',
      file('a.csv', 'id,orders\nA,1\nB,2\n'),
      '--top',
      '1',
    );
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([{ id: 'A' }, { id: 'B' }]);
    expect(stderr).toContain('features without a column');
  });

  test('fails without a stack when a cell is wrong, naming row and column', () => {
    const { status, stderr } = run('score', '--model', 'general', file('b.csv', 'id,orders\nA,many\n'));
    expect(status).toBe(1);
    expect(stderr).toContain('row 1, column orders: "many" is not a number');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('fails when the file is not there', () => {
    const missing = join(folder, 'none.csv');
    const { status, stdout, stderr } = run('score', '--model', 'general', missing);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(missing);
  });

  test('uses a model file, and refuses a file that is none', () => {
    const table = file('c.csv', 'complaints90d\n1\n');
    expect(run('score', '--model', 'functions/domain/churn/general.model.json', table).status).toBe(0);
    const refused = run('score', '--model', file('other.json', '{"hello":1}'), table);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('is not a churn model');
  });

  test.each([
    ['no model', ['x.csv']],
    ['a model nobody ships', ['--model', 'telecoms', 'x.csv']],
    ['a language it does not speak', ['--model', 'general', 'x.csv', '--lang', 'fr']],
    ['an unknown option', ['--model', 'general', 'x.csv', '--fast']],
  ])('says how it is used when given %s', (_, args) => {
    const { status, stdout, stderr } = run('score', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('npm run -s score');
  });

  test('explains itself', () => {
    const { status, stdout } = run('score', '--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--model NAME|FILE');
  });
});

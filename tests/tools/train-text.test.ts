import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { textRows } from '../../tools/table/text-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'train-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(tool: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`tools/${tool}.ts`, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rows = Array.from({ length: 30 }, (_, index) =>
  index % 2 === 0 ? `"网络, 第${index}次断线",网络` : `"账单又多收了 ${index} 元",账单`,
);
const table = file('texts.csv', `\uFEFF内容,类别\n${rows.join('\n')}\n`);
const model = join(folder, 'model.json');
const train = (data: string, label = '类别') =>
  run('train-text', '--data', data, '--text', '内容', '--label', label, '--out', model);

describe('npm run train-text and npm run classify', () => {
  test('learn from a table and sort another, with nothing else on stdout', () => {
    const trained = train(table);
    expect(trained.stderr).toContain('cross-validation');
    expect(trained.status).toBe(0);
    expect(JSON.parse(trained.stdout)).toEqual({ rows: 30, labels: 2, accuracy: 1, macroF1: 1 });
    expect(JSON.parse(readFileSync(model, 'utf8'))).toMatchObject({
      quality: { rows: 30, folds: 5, seed: 1 },
    });

    const fresh = file('fresh.csv', 'id;内容\n7;又断线了\n8;账单多收钱\n9;\n');
    const sorted = run('classify', '--model', model, fresh, '--text', '内容');
    expect(sorted.status).toBe(0);
    const lines = sorted.stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { row: 1, label: '网络' },
      { row: 2, label: '账单' },
      { row: 3, confidence: expect.any(Number) as number },
    ]);
  });

  test('rows without a text or a label are left out, and named', () => {
    const { status, stdout, stderr } = train(
      file('gaps.csv', `内容,类别\n,网络\n断线,\n${rows.join('\n')}\n`),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 30 });
    expect(stderr).toContain('1 rows without a text (first: row 1, column 内容)');
    expect(stderr).toContain('1 rows without a label (first: row 2, column 类别)');
  });

  test('a table that cannot be used ends with 1 and one clear message', () => {
    const { status, stdout, stderr } = train(table, 'wrong');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe('there is no column "wrong"; the columns are: "内容", "类别"\n');
  });

  test('a column of names or remarks is no label', () => {
    const names = Array.from({ length: 1_001 }, (_, row) => `text ${row},name ${row}`);
    const { status, stderr } = run(
      'train-text',
      '--data',
      file('names.csv', ['text,name', ...names].join('\n')),
      '--text',
      'text',
      '--label',
      'name',
      '--out',
      join(folder, 'names.json'),
    );
    expect(status).toBe(1);
    expect(stderr).toContain('1001 different labels in 1001 rows; 1000 are the most');
  });

  test('bad usage ends with 2, a file that is no model with 1', () => {
    expect(run('train-text', '--data', table).status).toBe(2);
    expect(run('train-text', '--help').status).toBe(0);
    expect(run('classify', table).status).toBe(2);
    const refused = run('classify', '--model', file('no-model.json', '{"hello":1}'), table, '--text', '内容');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('not a text model');
  });
});

describe('a table of texts', () => {
  async function read(path: string): Promise<number> {
    let rows = 0;
    for await (const { row } of textRows(path, { text: '内容', label: '类别' }, () => undefined)) rows = row;
    return rows;
  }

  test.each([
    ['a row with too many cells', file('cells.csv', '内容,类别\na,b\nc,d,e\n'), /row 2 has 3 cells/],
    ['an empty file', file('empty.csv', ''), /is empty/],
    ['a column that comes twice', file('twice.csv', '内容,类别,内容\n'), /"内容" is there twice/],
    ['an open quote', file('quote.csv', '内容,类别\n"a,b\n'), /row 1, cell 1: a quotation mark opens/],
    ['a file that is not there', join(folder, 'none.csv'), /none\.csv/],
  ])('%s is refused', async (_, path, message) => {
    await expect(read(path)).rejects.toThrow(message);
  });

  test('may hold the mark of a lost character, which much text from the web does', async () => {
    expect(await read(file('lost.csv', '内容,类别\n不\uFFFD错,a\n'))).toBe(1);
  });

  test('may be in GBK, as a Chinese spreadsheet saves it', async () => {
    const [content, kind] = [
      [0xc4, 0xda, 0xc8, 0xdd],
      [0xc0, 0xe0, 0xb1, 0xf0],
    ] as const;
    const row = [0x0a, 0xb6, 0xcf, 0x2c, 0x61, 0x0a];
    expect(await read(file('gbk.csv', Buffer.from([...content, 0x2c, ...kind, ...row])))).toBe(1);
  });

  test('may separate its columns by tabs or semicolons', async () => {
    expect(await read(file('tabs.csv', '内容\t类别\na\tb\nc\td\n'))).toBe(2);
  });
});

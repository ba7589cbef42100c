import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findLeaks } from '../../functions/domain/churn/learning/train-model.ts';
import { readTrainingFile, type TrainingFileOptions } from '../../tools/table/read-training-file.ts';
import { learnedTable } from '../domain/churn/learned-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 400;

/** The known customers as a firm would export them, with further columns by row and outcome. */
function firmsTable(
  extra: Readonly<Record<string, (row: number, left: boolean) => string | number>> = {},
): string {
  const { columns, outcomes } = learnedTable(ROWS, 3);
  const header = ['customer', ...columns.map(({ name }) => name), ...Object.keys(extra), 'Left'];
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const left = outcomes[row] === 1;
    const cells = columns.map((column) => {
      if (column.kind === 'category') return column.categories[column.codes[row]!] ?? '';
      return Number.isNaN(column.values[row]) ? '' : column.values[row]!;
    });
    const more = Object.values(extra).map((cell) => cell(row, left));
    return [`C-${row}`, ...cells, ...more, left ? 'Yes' : 'No'].join(',');
  });
  return [header.join(','), ...lines, ''].join('\n');
}

let files = 0;
function fileOf(csv: string): string {
  files += 1;
  const data = join(folder, `${files}.csv`);
  writeFileSync(data, csv);
  return data;
}

/** The command as a person runs it. */
function train(csv: string, ...more: readonly string[]) {
  const data = fileOf(csv);
  const out = join(folder, `${files}.json`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/train.ts', '--data', data, '--label', 'Left', '--learner', 'ebm', '--out', out, ...more],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr, data, out };
}

const read = (csv: string, more: Partial<TrainingFileOptions> = {}) =>
  readTrainingFile(fileOf(csv), { label: 'Left', ids: [], drop: [], note: () => undefined, ...more });

describe('npm run train', () => {
  test.each(['ebm', 'trees'])('writes of %s what each feature adds, in figures and drawn', (learner) => {
    const folderOf = join(folder, `report-${learner}`);
    const { status } = train(
      firmsTable({ joined: (row) => `2024-05-${10 + (row % 20)}` }),
      '--learner',
      learner,
      '--report',
      folderOf,
    );
    expect(status).toBe(0);
    const report = readFileSync(join(folderOf, 'report.md'), 'utf8');
    expect(report).not.toMatch(/Infinity|NaN|undefined/);
    expect(report).toMatch(/`tenure` +\| [1-9.]*0?\.\d*[1-9]/);
    const charts = [...report.matchAll(/!\[(What [^\]]*)\]\(([^)]*)\)/g)].map(
      ([, title = '', name = '']) => ({
        title,
        svg: readFileSync(join(folderOf, name), 'utf8'),
      }),
    );
    expect(charts.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['What tenure adds', 'What plan adds']),
    );
    for (const { svg } of charts) expect(svg).not.toMatch(/Infinity|NaN|undefined/);
    const byDay = charts.find(({ title }) => title === 'What joined adds');
    if (byDay) expect(byDay.svg).toMatch(/>2024-05-\d\d</);
  });

  test('fits a firm’s own history, says what it took each column for, and the model scores the same file', () => {
    const { status, stdout, stderr, data, out } = train(
      firmsTable({ joined: (row) => `2024-05-${10 + (row % 20)}` }),
      '--report',
      join(folder, 'report'),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: ROWS, leaks: [], learner: 'ebm' });
    expect(stderr).toContain('customer: a text of its own in nearly every row, so an id: left out');
    expect(stderr).toContain('joined: days, year-first');
    expect(readFileSync(join(folder, 'report', 'report.md'), 'utf8')).toContain('![What tenure adds]');
    expect(readFileSync(join(folder, 'report', 'calibration.svg'), 'utf8')).toContain('<svg');
    const scored = spawnSync(process.execPath, ['tools/score.ts', '--model', out, data], {
      encoding: 'utf8',
    });
    expect(scored.status).toBe(0);
    for (const line of scored.stdout.trimEnd().split('\n').slice(0, 50)) {
      const { probability, base, reasons } = JSON.parse(line) as {
        probability: number;
        base: number;
        reasons: { contribution: number }[];
      };
      const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
      expect(Math.abs(1 / (1 + Math.exp(-logOdds)) - probability)).toBeLessThan(1e-9);
    }
  });

  test('writes the same model again for the same seed', () => {
    const [first, second] = [train(firmsTable()), train(firmsTable())];
    const weights = (file: string): unknown => ({
      ...JSON.parse(readFileSync(file, 'utf8')),
      name: '',
      provenance: [],
    });
    expect(weights(second.out)).toEqual(weights(first.out));
  });

  test('refuses a leak with one clear line, and goes on when told to', () => {
    const csv = firmsTable({ refund: (_, left) => (left ? 1 : 0) });
    const refused = train(csv);
    expect({ status: refused.status, stdout: refused.stdout }).toEqual({ status: 1, stdout: '' });
    expect(refused.stderr).toContain(
      'column refund knows the label: alone it reaches a cross-validated AUC of 1.000 (0.99 is the limit)',
    );
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    const { status, stdout } = train(csv, '--allow-leak');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ leaks: [{ column: 'refund' }] });
  });

  test('asks which value means "left" when none says so', async () => {
    const csv = firmsTable().replaceAll(',Yes\n', ',A\n').replaceAll(',No\n', ',B\n');
    const asked = train(csv);
    expect({ status: asked.status, stdout: asked.stdout }).toEqual({ status: 2, stdout: '' });
    expect(asked.stderr).toContain('--positive VALUE');
    expect((await read(csv, { positive: 'A' })).positive).toBe('A');
  });
});

describe('a column that knows the label', () => {
  const leaksOf = async (extra: Parameters<typeof firmsTable>[0]) => {
    const { table, ids } = await read(firmsTable(extra));
    return findLeaks(table, ids, { learner: 'ebm', seed: 1, tell: () => undefined });
  };

  test.each<[string, (row: number, left: boolean) => string | number]>([
    ['the label in other words', (_, left) => (left ? 'gone' : 'here')],
    ['a reason that only leavers have', (row, left) => (left ? `r${row % 40}` : '')],
    ['a day that only leavers have', (row, left) => (left ? `2024-05-${10 + (row % 20)}` : '')],
    ['a ticket number that rises with leaving', (row, left) => (left ? 5000 : 1000) + row],
    ['many categories, each of one kind of customer', (row, left) => `${left ? 'x' : 'y'}${row % 60}`],
    ['the label with a slip now and then', (row, left) => ((row % 80 === 0) !== left ? 1 : 0)],
  ])('is found: %s', async (_, refund) => {
    const leaks = await leaksOf({ refund });
    expect(leaks.map(({ column }) => column)).toEqual(['refund']);
    expect(leaks[0]?.alone).toBeGreaterThanOrEqual(0.97);
  });

  test('is not suspected where a column is merely strong', async () => {
    expect(await leaksOf({ visits: (row, left) => (left ? 0 : 2) + (row % 5) })).toEqual([]);
  });
});

describe('a file', () => {
  test.each([
    [
      'with a word among numbers',
      firmsTable({ visits: (row) => (row === 6 ? 'many' : row % 9) }),
      'row 7, column visits: "many"',
    ],
    [
      'with a row of too many cells',
      firmsTable().replace('C-4,', 'C-4,,'),
      'row 5 has 8 cells, the header has 7',
    ],
    [
      'with a label that tells nobody apart',
      firmsTable().replaceAll(',Yes\n', ',No\n'),
      'says the same in every row',
    ],
    ['without the label', firmsTable().replace('Left', 'Gone'), 'no column "Left"; it has customer'],
    ['of hardly a row', firmsTable().split('\n').slice(0, 20).join('\n'), 'too few to learn from'],
    ['of nothing', '', 'the file is empty'],
    ['of a header alone', `${firmsTable().split('\n')[0]!}\n`, 'a header and no rows'],
    [
      'with a number that no computer holds',
      firmsTable({ visits: (row) => (row === 6 ? '1e400' : row % 9) }),
      'row 7, column visits: "1e400" is not a number',
    ],
    [
      'with a day that no calendar has',
      firmsTable({ joined: (row) => (row === 6 ? '2024-02-30' : `2024-02-1${row % 9}`) }),
      'row 7, column joined: "2024-02-30" is not a day',
    ],
    [
      'with a quotation mark that never closes',
      firmsTable({ note: (row) => (row === 6 ? '"so' : 'x') }),
      'row 7, cell 7: a quotation mark opens and never closes',
    ],
    [
      'with a quotation mark inside a value',
      firmsTable({ screen: (row) => (row === 6 ? '15" wide' : 'small') }),
      'row 7, cell 7 (line 8): a quotation mark inside a value',
    ],
    ['that is an Excel workbook', 'PK\u0003\u0004 and so on', 'no CSV table but an Excel workbook'],
    ['that is JSON', '[{"Left":"Yes"}]', 'no CSV table but JSON'],
    [
      'whose label is a measurement',
      firmsTable().replaceAll(/(C-(\d+),.*),(?:Yes|No)\n/g, '$1,$2\n'),
      'column Left has 400 different values, so it is no label',
    ],
  ])('%s is refused with a message that says where and what', async (_, csv, message) => {
    await expect(read(csv)).rejects.toThrow(message);
  });

  test('may write as a German spreadsheet does, and leave cells out in many ways', async () => {
    const csv = [
      'Tarif;Preis;Left',
      ...Array.from(
        { length: 60 },
        (_, row) =>
          `${row % 2 ? 'A' : 'B'};${['1.234,5', '', 'n/a', '12,0', '?'][row % 5] ?? ''};${row % 3 ? 'nein' : 'ja'}`,
      ),
    ].join('\r\n');
    const { table } = await read(csv, { positive: 'ja' });
    const price = table.columns.find(({ name }) => name === 'Preis');
    expect(price?.kind === 'number' && [...price.values.slice(0, 5)]).toEqual([
      1234.5,
      Number.NaN,
      Number.NaN,
      12,
      Number.NaN,
    ]);
  });

  test.each([
    ['a spreadsheet’s copy, by tabs', '\t', ['1.234,5', '12,0', '1.234', '-3,25'], [1234.5, 12, 1234, -3.25]],
    ['quotes', ',', ['"1.234,5"', '"12,0"', '"1.234"', '7'], [1234.5, 12, 1234, 7]],
    ['points and groups, by semicolons', ';', ['1,234.5', '12.5', '1,234', '7'], [1234.5, 12.5, 1234, 7]],
  ])('shows by its own cells what a comma in a number means: %s', async (_, separator, cells, values) => {
    const rows = Array.from({ length: 60 }, (__, row) =>
      ['AB'[row % 2], cells[row % 4], row % 3 ? 'no' : 'yes'].join(separator),
    );
    const { table } = await read([['plan', 'price', 'Left'].join(separator), ...rows].join('\n'));
    const price = table.columns.find(({ name }) => name === 'price');
    expect(price?.kind === 'number' && [...price.values.slice(0, 4)]).toEqual(values);
  });

  test.each([
    [
      'month-named',
      ['31-Jan-2024', '5 February 2024', 'Mar 1, 2024'],
      ['2024-01-31', '2024-02-05', '2024-03-01'],
    ],
    ['month-first', ['1/31/24', '12/5/99', '3/1/68'], ['2024-01-31', '1999-12-05', '2068-03-01']],
    ['day-first', ['31.01.24', '05.12.99', '01.03.24'], ['2024-01-31', '1999-12-05', '2024-03-01']],
    [
      'year-first',
      ['2024-01-31T10:00:00Z', '2024-02-05', '0000-00-00'],
      ['2024-01-31', '2024-02-05', undefined],
    ],
  ])('may write days %s', async (written, cells, days) => {
    const { table } = await read(firmsTable({ joined: (row) => `"${cells[row % 3]!}"` }));
    const joined = table.columns.find(({ name }) => name === 'joined');
    expect(joined).toMatchObject({ kind: 'number', unit: 'day', written });
    expect(joined?.kind === 'number' && [...joined.values.slice(0, 3)]).toEqual(
      days.map((day) => (day === undefined ? Number.NaN : Date.parse(day) / 86_400_000)),
    );
  });

  test('takes versions of a program for categories', async () => {
    const { table } = await read(firmsTable({ version: (row) => `1.${1 + (row % 3)}.30` }));
    expect(table.columns.find(({ name }) => name === 'version')?.kind).toBe('category');
  });

  test.each([
    ['ja', 'nein', 'ja'],
    ['1.0', '0', '1.0'],
    ['2', '0', '2'],
    ['Lost for good', 'Existing customer', 'Lost for good'],
    ['-1', '1', '1'],
  ])('whose label says %s and %s means by %s that a customer left', async (one, other, positive) => {
    const csv = firmsTable().replaceAll(',Yes\n', `,${one}\n`).replaceAll(',No\n', `,${other}\n`);
    expect((await read(csv)).positive).toBe(positive);
  });

  test('may spell its label in several ways', async () => {
    let row = 0;
    const csv = firmsTable().replaceAll(',Yes\n', () => [',yes\n', ',YES\n', ',Yes \n'][(row += 1) % 3]!);
    const { table } = await read(csv);
    expect(table.outcomes).toEqual((await read(firmsTable())).table.outcomes);
  });

  test('that is not UTF-8 keeps its names apart, and is said to be so', async () => {
    const notes: string[] = [];
    const csv = firmsTable({ town: (row) => ['Bonn', 'K\u00f6ln', 'K\u00e4ln'][row % 3]! });
    const data = fileOf('');
    writeFileSync(data, csv, 'latin1');
    const { table } = await readTrainingFile(data, {
      label: 'Left',
      ids: [],
      drop: [],
      note: (text) => notes.push(text),
    });
    expect(notes).toContainEqual(expect.stringContaining('not UTF-8; read as Windows-1252'));
    expect(table.columns.find(({ name }) => name === 'town')).toMatchObject({
      categories: ['Bonn', 'K\u00f6ln', 'K\u00e4ln'],
    });
  });

  test('of many categories is read as such', async () => {
    const csv = firmsTable({ street: (row) => `street ${row % 150}` });
    const { table } = await read(csv);
    expect(table.columns.find(({ name }) => name === 'street')).toMatchObject({ kind: 'category' });
  });

  test('without a label in some rows keeps the others', async () => {
    const notes: string[] = [];
    const { table } = await read(firmsTable().replace(/(C-3,.*),(?:Yes|No)\n/, '$1,\n'), {
      note: (text) => notes.push(text),
    });
    expect(table.outcomes).toHaveLength(ROWS - 1);
    expect(notes).toContain('label Left: empty in 1 rows, the first is row 4; they are left out');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'training-rows-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function run(...given: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/training-rows.ts', ...given], {
    encoding: 'utf8',
  });
  const [header = [], ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return {
    status,
    stdout,
    stderr,
    rows: rows.map((cells) => Object.fromEntries(header.map((name, place) => [name, cells[place]]))),
  };
}

const customers = file(
  'customers.csv',
  'Customer ID,name,since,contractType,monthlyCharge,currency,orders,lastOrderOn,Tariff',
  '1,Ann Archer,2024-01-31,annual,45.50,GBP,3,2025-09-20,old',
  '2,Bo Chen,2025-08-15,,,,,,new',
  '3,Cy Diaz,2023-01-01,,,,,,old',
  '4,Di Eco,2023-01-01,,,,,,',
);
const outcomes = file(
  'outcomes.csv',
  'customerId,outcome,on',
  '1,left,2025-12-29',
  '1,left,2026-02-01',
  '2,left,2025-12-30',
  '3,left,2025-09-30',
  '4,stayed,2025-12-01',
);
const history = ['--customers', customers, '--at', '2025-09-30', '--outcomes', outcomes] as const;

describe('npm run training-rows', () => {
  test('says of each customer what the record knew that day, and whether they left within the days after', () => {
    const { status, rows, stderr } = run(...history);
    expect(status).toBe(0);
    expect(rows).toEqual([
      {
        customerId: '1',
        tenureMonths: '19',
        contractType: 'annual',
        // Pounds cannot be held against the dollars of the shipped models; the firm's own charge can.
        monthlyCharge: '',
        ownCharge: '45.5',
        complaints90d: '',
        daysSinceLastOrder: '10',
        orders: '3',
        satisfaction: '',
        Tariff: 'old',
        left: 'yes',
      },
      expect.objectContaining({ customerId: '2', tenureMonths: '1', Tariff: 'new', left: 'no' }),
      expect.objectContaining({ customerId: '4', Tariff: '', left: 'no' }),
    ]);
    expect(stderr).toContain('3 customers were there on 2025-09-30; 1 of them left within 90 days');
  });

  test('counts complaints of the 90 days up to that day, and none of a later one', () => {
    const complaints = file(
      'complaints.csv',
      'customerId,on',
      '1,2025-09-30',
      '1,2025-07-03',
      '1,2025-07-02',
      '2,2025-10-01',
    );
    const { rows } = run(...history, '--complaints', complaints);
    expect(rows.map(({ complaints90d }) => complaints90d)).toEqual(['2', '0', '0']);
  });

  test('reads further ahead when asked', () => {
    expect(run(...history, '--within', '91').rows.map(({ left }) => left)).toEqual(['yes', 'yes', 'no']);
  });

  test('refuses a file whose charges are in two currencies, and names the row', () => {
    const mixed = file(
      'mixed.csv',
      'customerId,since,monthlyCharge,currency',
      '1,2024-01-31,45.50,GBP',
      '2,2024-01-31,45.50,',
      '3,2024-01-31,45.50,EUR',
    );
    const { status, stdout, stderr } = run('--customers', mixed, ...history.slice(2));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/mixed\.csv, row 3: currency is not GBP/);
  });

  test('names the row and the column that cannot be read, and prints no table', () => {
    const bad = file('bad.csv', 'customerId,outcome,on', '1,gone,2025-12-29');
    const { status, stdout, stderr } = run(...history.slice(0, 4), '--outcomes', bad);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/bad\.csv, row 1: outcome is not one of/);
  });

  test.each([
    [['--help'], 0, /^$/],
    [[], 2, /--customers is missing/],
    [[...history.slice(0, 2), '--at', 'soon', ...history.slice(4)], 2, /--at takes a day such as/],
    [[...history, '--within', '0'], 2, /--within takes days/],
    [['--customers', join(folder, 'none.csv'), ...history.slice(2)], 1, /cannot read or write a file/],
  ])('called with %j ends with %d', (given, code, said) => {
    const { status, stderr } = run(...given);
    expect(status).toBe(code);
    expect(stderr).toMatch(said);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { importCustomerRow } from '../../functions/domain/customer/import-customer-row.ts';
import { customerSchema } from '../../functions/domain/customer/customer.ts';
import { checkRule } from '../../functions/domain/segment/check.ts';
import { compileRule } from '../../functions/domain/segment/evaluate.ts';
import { segmentRuleSchema } from '../../functions/domain/segment/rule.ts';
import { seededDice } from '../../functions/domain/table/dice.ts';

const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
afterAll(() => rmSync(folder, { recursive: true }));

const TODAY = '2026-11-27';
const ROWS = 900;

const segments = z.object({
  k: z.number(),
  stability: z.number(),
  groups: z.array(
    z.object({
      name: z.object({ en: z.string(), 'zh-Hans': z.string() }),
      rows: z.number(),
      rule: segmentRuleSchema,
      precision: z.number(),
      recall: z.number(),
    }),
  ),
});

function cluster(csv: string, ...more: readonly string[]) {
  const data = join(folder, 'customers.csv');
  const out = join(folder, 'segments.json');
  writeFileSync(data, csv);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['tools/cluster.ts', '--data', data, '--out', out, ...more],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr, found: () => segments.parse(JSON.parse(readFileSync(out, 'utf8'))) };
}

/** Newcomers by the web, regulars, and firms, as a firm's own system writes them; some cells are empty. */
function firmsTable(): { header: readonly string[]; rows: readonly (readonly string[])[] } {
  const dice = seededDice(5);
  const header = ['customerId', 'Monthly Charge', 'joined', 'since', 'tier', 'Points', 'Branch', 'note'];
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const kind = dice.upTo(3);
    const year = [2024, 2019, 2012][kind]! + dice.upTo(2);
    const joined = `${year}-0${1 + dice.upTo(9)}-1${dice.upTo(10)}`;
    const some = (text: string) => (dice.next() < 0.06 ? '' : text);
    return [
      `C${row}`,
      some(String([80, 20, 45][kind]! + dice.upTo(9))),
      joined,
      joined,
      ['A', 'B', 'C'][kind]!,
      `"${([1, 5, 9][kind]! * 1000 + dice.upTo(900)).toLocaleString('en')}"`,
      some(['web', 'shop', 'office'][kind]!),
      `remark ${row * 7919}`,
    ];
  });
  return { header, rows };
}

const { header, rows } = firmsTable();
const csv = [header, ...rows].map((row) => row.join(',')).join('\n');

/** The customers as the import keeps them. */
const customers = rows.map((row, number) => {
  const cells = Object.fromEntries(header.map((name, at) => [name, row[at]!.replaceAll('"', '')]));
  const imported = importCustomerRow(cells);
  if (!imported.ok) throw new Error(JSON.stringify(imported.errors));
  return customerSchema.parse({
    id: `cus_${number}`,
    version: 1,
    emails: [],
    marketingConsent: false,
    value: 0,
    tier: 'standard',
    source: 'import',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...imported.record,
  });
});

describe('npm run cluster', () => {
  const run = cluster(csv);
  const { k, groups } = run.found();

  test('finds the groups that are there, and says what it left out', () => {
    expect(run.status).toBe(0);
    expect(k).toBe(3);
    expect(run.stderr).toContain('customerId says who, not what like: left out');
    expect(run.stderr).toContain('note names the row');
  });

  test('gives rules that choose, once the file is imported, just the customers it says', () => {
    for (const { rule, rows: size, precision, recall } of groups) {
      expect(checkRule(rule)).toEqual([]);
      const chosen = customers.filter((customer) =>
        compileRule(rule)({ customer, today: TODAY, risk: () => 0 }),
      );
      expect(chosen.length).toBe(Math.round((recall * size) / precision));
    }
  });

  test.each(['joined', 'since', 'Monthly Charge', 'Points', 'Branch', 'tier'])(
    'by %s alone as well, be it a day, an amount with commas or a name',
    (kept) => {
      const others = header.filter((name) => name !== kept && name !== 'customerId');
      for (const { rule, rows: size, precision, recall } of cluster(
        csv,
        '--k',
        '3',
        '--drop',
        others.join(),
      ).found().groups) {
        const chosen = customers.filter((customer) =>
          compileRule(rule)({ customer, today: TODAY, risk: () => 0 }),
        );
        expect(chosen.length).toBeGreaterThan(0);
        expect(chosen.length).toBe(Math.round((recall * size) / precision));
      }
    },
  );

  test('says each condition once, and days as days', () => {
    const { groups: byDay } = cluster(
      csv,
      '--k',
      '4',
      '--drop',
      'since,tier,Points,Branch,Monthly Charge',
    ).found();
    for (const { name } of byDay) {
      expect(name.en).toMatch(/^joined is (?:before|on or after) \d{4}-\d\d-\d\d/);
      expect(name['zh-Hans']).toMatch(/^joined(?:早于|不早于)\d{4}/);
      expect(name.en.match(/before/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });

  test('gives the same bytes for the same seed', () => {
    expect(cluster(csv).stdout).toBe(run.stdout);
  });

  test.each([
    [['--k', '1'], '--k takes a whole number from 2 to 20, not "1"'],
    [['--k', 'many'], '--k takes a whole number from 2 to 20, not "many"'],
    [['--seed', 'x'], '--seed takes a whole number, not "x"'],
  ])('%s is bad usage, told by its name', (more, message) => {
    const { status, stderr } = cluster(csv, ...more);
    expect({ status, first: stderr.split('\n')[0] }).toEqual({ status: 2, first: message });
  });
});

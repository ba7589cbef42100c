import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ExplainOptions } from '../../../functions/domain/churn/score.ts';
import { generalModel } from '../../../functions/domain/churn/shipped.ts';
import { csvRecords, separatorIn } from '../../../tools/table/csv-records.ts';
import { scoredLines } from '../../../tools/table/score-table.ts';

const model = generalModel();

const line = z.strictObject({
  id: z.string().nullable(),
  probability: z.number(),
  band: z.enum(['low', 'medium', 'high', 'critical']),
  base: z.number(),
  reasons: z.array(
    z.strictObject({
      feature: z.string(),
      value: z.union([z.string(), z.number(), z.null()]),
      contribution: z.number(),
      text: z.string(),
    }),
  ),
});

async function score(csv: string | Buffer, options: ExplainOptions = {}) {
  const notes: string[] = [];
  let output = '';
  const table = Readable.from([Buffer.from(csv)]);
  for await (const chunk of scoredLines(model, table, {
    ...options,
    separator: separatorIn(csv.toString()),
    note: (text) => notes.push(text),
  }))
    output += chunk;
  const lines = output
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)));
  return { lines, notes };
}

const header =
  'id,tenureMonths,contractType,monthlyCharge,complaints90d,daysSinceLastOrder,orders,satisfaction';

describe('a table of customers', () => {
  test('comes back in its own order, each probability the sum of its reasons', async () => {
    const { lines, notes } = await score(
      `${header}\nB,3,Month-to-month,95.5,2,4,1,2\nA,60,Two year,20,0,1,9,5\n`,
    );
    expect(notes).toEqual([]);
    expect(lines.map(({ id, band }) => [id, band])).toEqual([
      ['B', 'high'],
      ['A', 'low'],
    ]);
    for (const { probability, base, reasons } of lines) {
      const logOdds = reasons.reduce((sum, { contribution }) => sum + contribution, base);
      expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(probability, 9);
    }
  });

  test('keeps its order and loses nobody when it is long', async () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `c${index}`);
    const { lines } = await score(`id,orders\n${ids.map((id) => `${id},2`).join('\n')}`, { top: 1 });
    expect(lines.map(({ id }) => id)).toEqual(ids);
  });

  test('is read up to the place where it is no table, and that place is said', async () => {
    const cells: string[] = [];
    const reading = async () => {
      const table = Readable.from([Buffer.from('id,orders\nA,2\n'), Buffer.from('B,3\nC,"4"5\nD,1\n')]);
      for await (const record of csvRecords(table, ',')) cells.push(record.join());
    };
    await expect(reading()).rejects.toThrow(/line 4/);
    expect(cells).toEqual(['id,orders', 'A,2', 'B,3']);
  });

  test('may leave cells empty or NA, and columns out: they are unknown, and said to be', async () => {
    const { lines, notes } = await score('id,tenureMonths,complaints90d\nA,,NA\n');
    expect(lines[0]?.probability).toBe(model.artifact.base.rate);
    expect(lines[0]?.reasons.every(({ contribution, value }) => contribution === 0 && value === null)).toBe(
      true,
    );
    expect(notes).toEqual([
      expect.stringContaining('features without a column, counted as unknown: contractType, monthlyCharge'),
    ]);
  });

  test('shows by its first rows what a comma in a number means', async () => {
    const { lines } = await score('monthlyCharge\torders\n"1.234,5"\t2\n1.234\t3\n', { top: 8 });
    expect(
      lines.map(({ reasons }) => reasons.find(({ feature }) => feature === 'monthlyCharge')?.value),
    ).toEqual([1234.5, 1234]);
  });

  test('may hold columns and categories the model does not know: they are named', async () => {
    const { lines, notes } = await score(
      `${header},shoeSize\nA,1,lifetime,2,0,1,1,1,43\nB,1,toString,2,0,1,1,1,43\n`,
    );
    expect(lines).toHaveLength(2);
    expect(notes).toEqual([
      'columns the model does not use, ignored: shoeSize',
      'contractType: "lifetime", "toString" not known to the model, counted as unknown',
    ]);
  });

  test('in which nothing is known to the model gets the base rate with a warning', async () => {
    const { lines, notes } = await score('id,shoeSize\nA,43\n');
    expect(lines[0]?.probability).toBe(model.artifact.base.rate);
    expect(notes).toContain(
      'no column of the file is a feature of "general", so every row gets the base rate',
    );
  });

  test('gets its smaller reasons summed up when only the largest are asked for', async () => {
    const { lines } = await score(`${header}\nA,3,Month-to-month,95.5,2,4,1,2\n`, { top: 2 });
    expect(lines[0]?.reasons.map(({ feature }) => feature)).toEqual([
      'complaints90d',
      'monthlyCharge',
      'other',
    ]);
  });

  test('gets its reasons in Chinese', async () => {
    const { lines } = await score('complaints90d\n1\n', { language: 'zh-Hans', top: 1 });
    expect(lines[0]).toMatchObject({
      id: null,
      reasons: [{ text: '90 天内第 1 次投诉：+0.9' }, { feature: 'other' }],
    });
  });

  test('may be what spreadsheets write: a byte order mark, CRLF and quotes', async () => {
    const { lines } = await score('\uFEFFid,contractType,tenureMonths\r\n"Smith, ""J""",One year,"12"\r\n');
    expect(lines[0]?.id).toBe('Smith, "J"');
    expect(lines[0]?.reasons.find(({ feature }) => feature === 'tenureMonths')?.value).toBe(12);
  });

  test.each([
    ['thousands', 'id,monthlyCharge\nA,"1,234.5"\n', 1234.5],
    ['a currency sign', 'id,monthlyCharge\nA,$95.50\n', 95.5],
    ['semicolons and decimal commas', 'id;monthlyCharge\nA;95,5\n', 95.5],
    ['tabs', 'id\tmonthlyCharge\nA\t95.5\n', 95.5],
  ])('may write its numbers with %s', async (_, csv, value) => {
    const { lines } = await score(csv);
    expect(lines[0]?.reasons.find(({ feature }) => feature === 'monthlyCharge')?.value).toBe(value);
  });

  test('without rows gives no lines', async () => {
    expect((await score(`${header}\n`)).lines).toEqual([]);
  });

  test.each([
    [
      'a word in a number column',
      'id,tenureMonths\nA,3\nB,long\n',
      'row 2, column tenureMonths: "long" is not a number',
    ],
    ['infinity', 'id,orders\nA,1e999\n', 'row 1, column orders: "1e999" is not a number'],
    ['a ragged row', 'id,tenureMonths\nA,3,4\n', 'row 1 has 3 cells, the header has 2'],
    ['a column twice', 'id,orders,orders\nA,1,2\n', 'the column "orders" is there twice'],
    ['nothing at all', '', 'the file is empty'],
    ['an open quote', 'id,orders\n"A,1\n', 'row 1, cell 1: a quotation mark opens and never closes'],
    ['zero bytes in it', Buffer.from('id,orders\nA,1\n', 'utf16le'), 'the file is not text'],
  ])('with %s is refused with a message that says where and what to do', async (_, csv, message) => {
    await expect(score(csv)).rejects.toThrow(message);
  });
});

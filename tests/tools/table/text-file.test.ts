import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, test } from 'vitest';
import { csvRecords, openTable } from '../../../tools/table/csv-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'encoding-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'table.csv');
async function read(bytes: Buffer) {
  writeFileSync(file, bytes);
  const notes: string[] = [];
  const { table, separator } = await openTable(file, (text) => notes.push(text));
  const rows: (readonly string[])[] = [];
  for await (const cells of csvRecords(table, separator)) rows.push(cells);
  return { rows, notes };
}

const chinese = '编号,套餐,城市\n1,家庭套餐,北京\n2,单人套餐,上海\n';
const german = 'id;Ort;Beitrag\n1;Köln;12,50\n2;Düren;8\n';

describe('a table in whatever encoding it was saved', () => {
  test.each([
    ['UTF-8', 'utf8', {}],
    ['UTF-8 with a mark', 'utf8', { addBOM: true }],
    ['UTF-16', 'utf-16le', { addBOM: true }],
    ['UTF-16 without a mark', 'utf-16le', {}],
    ['UTF-16, high bytes first', 'utf-16be', { addBOM: true }],
    ['GBK', 'gbk', {}],
    ['GB18030', 'gb18030', {}],
  ])('%s reads the same', async (_, encoding, options) => {
    const text = encoding.startsWith('utf-16') ? `id${chinese.slice(2)}` : chinese;
    const { rows } = await read(iconv.encode(text, encoding, options));
    expect(rows).toEqual(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(',')),
    );
  });

  test('accented letters of a western spreadsheet are letters, not Chinese', async () => {
    const { rows, notes } = await read(iconv.encode(german, 'win1252'));
    expect(rows.map(([, town]) => town)).toEqual(['Ort', 'Köln', 'Düren']);
    expect(notes).toEqual([
      'the file is not UTF-8; read as Windows-1252 (Western European). If words look wrong, save it as UTF-8',
    ]);
  });

  test('a first name that is not plain may stand in the last row of a long file', async () => {
    const long = `id,town\n${'1,Bonn\n'.repeat(200_000)}`;
    const { rows, notes } = await read(Buffer.concat([Buffer.from(long), iconv.encode('2,北京\n', 'gbk')]));
    expect(rows.at(-1)).toEqual(['2', '北京']);
    expect(notes).toHaveLength(1);
  });

  test('a character may be cut by the end of a read', async () => {
    const long = `编号,城市\n${'一,北京市\n'.repeat(60_000)}`;
    for (const before of ['', 'a', 'ab']) expect((await read(Buffer.from(before + long))).notes).toEqual([]);
  });

  test.each([
    ['a byte that is no letter', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from([0xff, 0x0a])])],
    ['a last letter cut in two', (bytes: Buffer) => bytes.subarray(0, -2)],
  ])('%s spoils no other letter of a file in UTF-8, and is told', async (_, spoilt) => {
    const { rows, notes } = await read(spoilt(Buffer.from(chinese)));
    expect(rows[1]).toEqual(['1', '家庭套餐', '北京']);
    expect(notes).toEqual(['the file is UTF-8 but for one place, read as �']);
  });

  test('nothing is said of a file in UTF-8', async () => {
    expect((await read(Buffer.from(german))).notes).toEqual([]);
  });
});

import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import { textFile } from './text-file.ts';
import { UnusableTable } from '../unusable-table.ts';

const recordSchema = z.array(z.string());

/** Enough for any header. */
const HEAD_CHARACTERS = 65_536;

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** What parts the columns, by the first line: whichever stands there most often outside quotes. */
export function separatorIn(head: string): Separator {
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const [line = ''] = bare.split(/\r?\n/, 1);
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** What people give for a CSV file, by its first bytes (hexadecimal), and what to do about it. */
const otherFormats: readonly (readonly [string, string])[] = [
  ['504b0304', 'an Excel workbook or a ZIP archive; save the sheet as "CSV UTF-8"'],
  ['d0cf11e0', 'an old Excel workbook; save the sheet as "CSV UTF-8"'],
  ['1f8b', 'compressed; unpack it with gunzip'],
  ['50415231', 'a Parquet file; write it as CSV'],
  ['25504446', 'a PDF document; a table is needed'],
];
const JSON_START = /^\uFEFF?\s*[[{]\s*["{[]/;

/** @throws UnusableTable when a file begins as no CSV file does. */
function refuseOtherFormats(head: Buffer): void {
  const bytes = head.subarray(0, 8).toString('hex');
  const [, what] =
    otherFormats.find(([begins]) => bytes.startsWith(begins)) ??
    (JSON_START.test(head.subarray(0, 64).toString('utf8'))
      ? ['', 'JSON; write it as CSV, with the names of the columns in the first line']
      : []);
  if (what !== undefined) throw new UnusableTable(`the file is no CSV table but ${what}`);
}

/** A file that is about to be read as a table. */
export interface OpenTable {
  readonly table: Readable;
  readonly separator: Separator;
}

/**
 * Opens a table in whatever encoding it is.
 * @param note told when that is not Unicode, because it is then a guess
 * @throws UnusableTable when the file is plainly something else than a CSV table
 */
export async function openTable(file: string, note: (text: string) => void): Promise<OpenTable> {
  refuseOtherFormats(await headOf(file));
  const text = await textFile(file, note);
  return { table: text.open(), separator: separatorIn(await firstText(text.open())) };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** What comes first of a text; the rest is not read. */
async function firstText(text: Readable): Promise<string> {
  for await (const piece of text) return String(piece).slice(0, HEAD_CHARACTERS);
  return '';
}

/**
 * The records of a CSV table as they stream in, the header first; every record as its cells. They come as many at once
 * as a read brought, because waiting for each by itself would cost more than reading it.
 * @yields at least one record
 * @throws UnusableTable naming the row when quotes do not fit; records before it have been given out.
 */
export async function* csvBatches(
  table: Readable,
  separator: Separator,
): AsyncGenerator<readonly (readonly string[])[]> {
  let batch: (readonly string[])[] = [];
  const parser = parse({
    bom: true,
    delimiter: separator,
    relax_column_count: true,
    skip_empty_lines: true,
    // A record that is kept here is not given out by the stream as well.
    on_record: (record) => {
      batch.push(Array.isArray(record) ? record : recordSchema.parse(record));
      return null;
    },
  });
  let failure: Error | undefined;
  parser.on('error', (error) => (failure ??= error));
  const taken = function* () {
    if (batch.length > 0) yield batch;
    batch = [];
    if (failure) throw failure instanceof CsvError ? misquoted(failure) : failure;
  };
  for await (const chunk of table) {
    parser.write(chunk);
    yield* taken();
  }
  parser.end();
  // What went wrong is in `failure` by then, and comes after the records before it.
  await finished(parser.resume()).catch(() => undefined);
  yield* taken();
}

/** Says where quotes go wrong; the parser counts records from 0 with the header, so rows from 1 without it. */
function misquoted({ code, records, column, lines }: CsvError): UnusableTable {
  const row = Number(records);
  const where = `${row === 0 ? 'the header' : `row ${row}`}, cell ${Number(column) + 1} (line ${String(lines)})`;
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new UnusableTable(
      `${row === 0 ? 'the header' : `row ${row}`}, cell ${Number(column) + 1}: a quotation mark opens and never closes; close it, or take it out`,
    );
  if (code === 'INVALID_OPENING_QUOTE' || code === 'CSV_INVALID_CLOSING_QUOTE')
    return new UnusableTable(
      `${where}: a quotation mark inside a value; put the whole value in quotation marks and write that one twice ("")`,
    );
  return new UnusableTable(`${where}: the file is not a CSV table`);
}

/** As `csvBatches`, one record after the other. */
export async function* csvRecords(table: Readable, separator: Separator): AsyncGenerator<readonly string[]> {
  for await (const batch of csvBatches(table, separator)) yield* batch;
}

/** @throws UnusableTable when no table can have this first line. */
export function checkedHeader(cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  if (header.some((name) => name.includes('\0')))
    throw new UnusableTable('the file is not text; save it as "CSV UTF-8"');
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UnusableTable(`the column "${twice}" is there twice; remove or rename one`);
  return header;
}

/** @throws UnusableTable when a row does not have the cells of the header. */
export function checkedWidth(cells: readonly string[], width: number, row: number): void {
  if (cells.length === width) return;
  throw new UnusableTable(
    `row ${row} has ${cells.length} cells, the header has ${width}; ${
      cells.length > width
        ? 'a comma or other separator inside a value needs quotes around the value'
        : 'a row needs a cell for each column, be it empty'
    }`,
  );
}

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { UnusableTable } from './unusable-table.ts';

const recordSchema = z.array(z.string());

/** Enough for any header. */
const HEAD_BYTES = 65_536;

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];

/** What parts the columns, by the first line: whichever stands there most often outside quotes. */
export function separatorIn(head: string): Separator {
  const bare = head.replaceAll(/"(?:[^"]|"")*"/g, '');
  const [line = ''] = bare.split(/\r?\n/, 1);
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

export async function separatorOf(file: string): Promise<Separator> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return separatorIn(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await handle.close();
  }
}

/**
 * The records of a CSV table as they stream in, the header first; every record as its cells. They come as many at once
 * as a read brought, because waiting for each by itself would cost more than reading it.
 * @yields at least one record
 * @throws CsvError when the file is no table; records before the place have been given out.
 */
export async function* csvBatches(
  table: Readable | string,
  separator: Separator,
): AsyncGenerator<readonly (readonly string[])[]> {
  const source = typeof table === 'string' ? createReadStream(table, { highWaterMark: 1 << 18 }) : table;
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
    if (failure) throw failure;
  };
  for await (const chunk of source) {
    parser.write(chunk);
    yield* taken();
  }
  parser.end();
  // What went wrong is in `failure` by then, and comes after the records before it.
  await finished(parser.resume()).catch(() => undefined);
  yield* taken();
}

/** As `csvBatches`, one record after the other. */
export async function* csvRecords(
  table: Readable | string,
  separator: Separator,
): AsyncGenerator<readonly string[]> {
  for await (const batch of csvBatches(table, separator)) yield* batch;
}

/** @throws UnusableTable when no table can have this first line. */
export function checkedHeader(cells: readonly string[]): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  if (header.some((name) => name.includes('\0') || name.includes('\uFFFD'))) {
    throw new UnusableTable('the file is not UTF-8 text; save it as "CSV UTF-8"');
  }
  const twice = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
  if (twice !== undefined)
    throw new UnusableTable(`the column "${twice}" is there twice; remove or rename one`);
  return header;
}

/** @throws UnusableTable when a row does not have the cells of the header. */
export function checkedWidth(cells: readonly string[], width: number, row: number): void {
  if (cells.length === width) return;
  throw new UnusableTable(
    `row ${row} has ${cells.length} cells, the header has ${width}; a comma inside a value needs quotes around the value`,
  );
}

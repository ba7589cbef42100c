import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { UnusableTable } from './unusable-table.ts';

export interface TextTableRow {
  /** From 1; the header does not count. */
  readonly row: number;
  readonly text: string;
  /** What stands in the label column, trimmed; empty when no label was asked for. */
  readonly label: string;
}

const recordSchema = z.array(z.string());
const HEAD_BYTES = 1 << 16;
const SEPARATORS = [',', ';', '\t'];

/** The separator that the first line holds most of outside quotes; a comma when it holds none. */
function separatorOf(head: string): string {
  const line = (head.split(/\r?\n/)[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((mark) => line.split(mark).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  const bytes = await file
    .read({ buffer: new Uint8Array(HEAD_BYTES), position: 0 })
    .then(({ buffer, bytesRead }) => Buffer.from(buffer.subarray(0, bytesRead)))
    .finally(() => file.close());
  if (
    (bytes[0] === 0xff && bytes[1] === 0xfe) ||
    (bytes[0] === 0xfe && bytes[1] === 0xff) ||
    bytes.includes(0)
  )
    throw new UnusableTable(`${path} is not UTF-8 text; save it as "CSV UTF-8"`);
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function columnIn(header: readonly string[], name: string): number {
  const at = header.indexOf(name);
  if (at < 0)
    throw new UnusableTable(
      `there is no column "${name}"; the columns are: ${header.map((other) => `"${other}"`).join(', ')}`,
    );
  if (header.indexOf(name, at + 1) >= 0)
    throw new UnusableTable(`the column "${name}" is there twice; rename one`);
  return at;
}

/** Reads the texts of a table, and their labels where a column is named; separated by commas, semicolons or tabs.
 * @throws UnusableTable, CsvError: what to change, with row and column. */
export async function* textRows(
  path: string,
  columns: { readonly text: string; readonly label?: string },
): AsyncGenerator<TextTableRow> {
  const head = await headOf(path);
  if (head.trim() === '')
    throw new UnusableTable(`${path} is empty; its first line must hold the names of the columns`);
  const source = createReadStream(path);
  const records = source.pipe(
    parse({ bom: true, delimiter: separatorOf(head), relax_column_count: true, skip_empty_lines: true }),
  );
  source.on('error', (error) => records.destroy(error));
  let header: readonly string[] | undefined;
  let text = -1;
  let label = -1;
  let row = 0;
  for await (const record of records) {
    const cells: readonly string[] = Array.isArray(record) ? record : recordSchema.parse(record);
    if (header === undefined) {
      header = cells.map((cell) => cell.trim());
      text = columnIn(header, columns.text);
      if (columns.label !== undefined) label = columnIn(header, columns.label);
      continue;
    }
    row += 1;
    if (cells.length !== header.length)
      throw new UnusableTable(
        `row ${row} has ${cells.length} cells, the header has ${header.length}; a comma or line break inside a value needs quotes around the value`,
      );
    const own = cells[text] ?? '';
    if (own.includes('\uFFFD'))
      throw new UnusableTable(
        `row ${row}, column ${columns.text}: not UTF-8 text; save the file as "CSV UTF-8"`,
      );
    yield { row, text: own, label: label < 0 ? '' : (cells[label] ?? '').trim() };
  }
}

import { parse, type CsvError, type Info, type Options } from 'csv-parse';
import * as z from 'zod';
import type { RawRow } from '../../domain/customer/import-row.ts';
import type { FileHead, ParsedRows, RowParser } from '../../ports/imports.ts';

/** CSV (RFC 4180 and its usual sins) and NDJSON, in UTF-8 with or without a byte order mark. */
export const rowParser: RowParser = {
  async head(firstBytes, isWholeFile) {
    const start = firstBytes.find((byte) => !blankBytes.has(byte));
    if (start === undefined) return { ok: false, message: 'the file is empty' };
    if (start === OPEN_BRACE) return { ok: true, layout: { format: 'ndjson' }, length: 0 };
    if (start === OPEN_BRACKET)
      return { ok: false, message: 'the file is a JSON array; write one object per line (NDJSON)' };
    return csvHead(firstBytes, isWholeFile);
  },

  async rows(bytes, layout, isLast) {
    return layout.format === 'ndjson' ? jsonRows(bytes, isLast) : csvRows(bytes, layout, isLast);
  },
};

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const NEWLINE = 0x0a;
/** Blanks, line ends and the byte order mark. */
const blankBytes: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/** csv-parse hands its options on to the stream beneath. */
const options: Options & { readonly readableHighWaterMark: number } = {
  info: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  skip_empty_lines: true,
  // The number of cells is checked here, so that a short row is a row error and not the end of the import.
  relax_column_count: true,
  // A stray quote inside a cell (`5" screen`) is kept as it is.
  relax_quotes: true,
  skip_records_with_error: true,
  // Everything is written at once and then read; back-pressure would wait for itself.
  readableHighWaterMark: 1e9,
};

const parsedSchema = z.object({ record: z.array(z.string()), info: z.custom<Pick<Info, 'bytes'>>() });

interface CsvRecord {
  readonly cells: readonly string[];
  /** Bytes up to and including this record. */
  readonly through: number;
}

async function csvRecords(
  bytes: Uint8Array,
  isLast: boolean,
  more: Options,
): Promise<{ records: CsvRecord[]; unclosed: boolean }> {
  const parser = parse({ ...options, ...more });
  let unclosed = false;
  parser.on('skip', (error: CsvError) => {
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') unclosed = true;
    else parser.destroy(error);
  });
  await new Promise<void>((resolve, reject) => {
    parser.once('error', reject);
    if (isLast) parser.end(bytes, () => resolve());
    else parser.write(bytes, () => resolve());
  });
  const records: CsvRecord[] = [];
  for (let item: unknown = parser.read(); item !== null; item = parser.read()) {
    const { record, info } = parsedSchema.parse(item);
    records.push({ cells: record, through: info.bytes });
  }
  parser.destroy();
  return { records, unclosed };
}

async function csvHead(bytes: Uint8Array, isWholeFile: boolean): Promise<FileHead> {
  const firstLine = new TextDecoder().decode(bytes.subarray(0, 16_384)).split(/[\r\n]/, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].reduce((best, one) =>
    times(one, firstLine) > times(best, firstLine) ? one : best,
  );
  const { records } = await csvRecords(bytes, isWholeFile, { delimiter, bom: true });
  const [header] = records;
  if (!header) return { ok: false, message: 'the first line is not a header of column names' };
  const columns = header.cells.map((name, index) => name.trim() || `column ${index + 1}`);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return { ok: false, message: `the header names the column "${twice}" twice` };
  return { ok: true, layout: { format: 'csv', delimiter, columns }, length: header.through };
}

const times = (char: string, line: string): number => line.split(char).length - 1;

async function csvRows(
  bytes: Uint8Array,
  { delimiter, columns }: { delimiter: string; columns: readonly string[] },
  isLast: boolean,
): Promise<ParsedRows> {
  const { records, unclosed } = await csvRecords(bytes, isLast, { delimiter });
  const read = records.map(({ cells }) =>
    cells.length === columns.length
      ? { row: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])) }
      : { error: { field: '', message: `has ${cells.length} cells, the header has ${columns.length}` } },
  );
  const lost = {
    error: { field: '', message: 'opens a quote that is never closed; what follows it was not read' },
  };
  return {
    records: unclosed && isLast ? [...read, lost] : read,
    length: isLast ? bytes.length : (records.at(-1)?.through ?? 0),
  };
}

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const lineSchema = z.record(z.string(), cellSchema);

function jsonRows(bytes: Uint8Array, isLast: boolean): ParsedRows {
  const length = isLast ? bytes.length : bytes.lastIndexOf(NEWLINE) + 1;
  const lines = new TextDecoder().decode(bytes.subarray(0, length)).split('\n');
  return { records: lines.filter((line) => line.trim() !== '').map(jsonRow), length };
}

function jsonRow(line: string): ParsedRows['records'][number] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { error: { field: '', message: 'is not a JSON object' } };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path[0];
    return {
      error: {
        field: path === undefined ? '' : String(path),
        message: 'is not text, a number, true, false or a list of texts',
      },
    };
  }
  const row: RawRow = Object.fromEntries(
    Object.entries(parsed.data).map(([column, cell]) => [column, cellText(cell)]),
  );
  return { row };
}

function cellText(cell: z.infer<typeof cellSchema>): string {
  if (cell === null) return '';
  return Array.isArray(cell) ? cell.join(';') : String(cell);
}

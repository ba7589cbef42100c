import { checkedWidth, csvRecords, openTable } from './csv-records.ts';
import { UnusableTable } from '../unusable-table.ts';

interface TextTableRow {
  /** From 1; the header does not count. */
  readonly row: number;
  readonly text: string;
  /** What stands in the label column, trimmed; empty when no label was asked for. */
  readonly label: string;
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

/**
 * Reads the texts of a table, and their labels where a column is named.
 * @throws UnusableTable: what to change, with row and column.
 */
export async function* textRows(
  path: string,
  columns: { readonly text: string; readonly label?: string },
  note: (text: string) => void,
): AsyncGenerator<TextTableRow> {
  let header: readonly string[] | undefined;
  let text = -1;
  let label = -1;
  let row = 0;
  const { table, separator } = await openTable(path, note);
  for await (const cells of csvRecords(table, separator)) {
    if (header === undefined) {
      header = cells.map((cell) => cell.trim());
      if (header.some((name) => name.includes('\0')))
        throw new UnusableTable(`${path} is not text; save it as "CSV UTF-8"`);
      text = columnIn(header, columns.text);
      if (columns.label !== undefined) label = columnIn(header, columns.label);
      continue;
    }
    row += 1;
    checkedWidth(cells, header.length, row);
    yield { row, text: cells[text] ?? '', label: label < 0 ? '' : (cells[label] ?? '').trim() };
  }
  if (header === undefined)
    throw new UnusableTable(`${path} is empty; its first line must hold the names of the columns`);
}

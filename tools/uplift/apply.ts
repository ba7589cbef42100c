import type { Column } from '../../functions/domain/table/column.ts';
import { effectReader, type UpliftModel } from '../../functions/domain/uplift/model.ts';
import { readColumns } from '../table/read-columns.ts';
import { UnusableTable } from '../unusable-table.ts';

const CHUNK = 1 << 16;
const EXAMPLES = 5;

/** @yields JSON lines in the order of the rows, many per chunk */
export async function* effectLines(
  model: UpliftModel,
  file: string,
  note: (text: string) => void,
): AsyncGenerator<string> {
  const names = model.features.filter(({ kind }) => kind === 'category').map(({ name }) => name);
  const table = await readColumns(file, { names, missing: 'allow', note });
  tellWhatIsUnknown(model, table.columns, note);
  const id = table.columns.find(({ name }) => name === 'id');
  const effectOf = effectReader(model, table.columns);
  let chunk = '';
  for (let row = 0; row < table.rows; row += 1) {
    chunk += `${JSON.stringify({ row: row + 1, ...(id && { id: cellOf(id, row) }), ...effectOf(row) })}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

const cellOf = (column: Column, row: number): string | number | null => {
  if (column.kind === 'category') return column.levels[column.codes[row] ?? -1] ?? null;
  const value = column.values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : value;
};

function tellWhatIsUnknown(
  model: UpliftModel,
  columns: readonly Column[],
  note: (text: string) => void,
): void {
  const missing: string[] = [];
  for (const feature of model.features) {
    const column = columns.find(({ name }) => name === feature.name);
    if (column === undefined) {
      missing.push(feature.name);
    } else if (feature.kind === 'number' && column.kind === 'category' && column.levels.length > 0) {
      const row = column.codes.findIndex((code) => code >= 0) + 1;
      throw new UnusableTable(
        `row ${row}, column ${feature.name}: "${column.levels[0] ?? ''}" is not a number; leave the cell empty when it is unknown`,
      );
    } else if (feature.kind === 'category' && column.kind === 'category') {
      const strangers = column.levels.filter((level) => !feature.levels.includes(level));
      if (strangers.length > 0) {
        const some = strangers.slice(0, EXAMPLES).map((level) => `"${level}"`);
        note(
          `${feature.name}: ${some.join(', ')}${strangers.length > EXAMPLES ? ' and others' : ''} not known to the model, counted as the average`,
        );
      }
    }
  }
  if (missing.length > 0) note(`features without a column, counted as unknown: ${missing.join(', ')}`);
}

import { fitLogistic, type SparseRow } from '../../functions/domain/churn/learning/logistic.ts';
import type { Column, TrainingTable } from '../../functions/domain/churn/learning/training-table.ts';

/** Categories beyond these many most frequent share none of the columns: a baseline needs no ten thousand. */
const MOST_CATEGORIES = 60;

/** Ridge of scikit-learn's default, C = 1. */
const RIDGE = 1;

/**
 * What a statistician would do first: logistic regression on standardised numbers (an unknown counts as the mean, and is
 * flagged) and one column per category.
 * @returns log-odds of the `asked` rows from a fit on the `learn` rows.
 */
export function logisticBaseline(table: TrainingTable, learn: Int32Array, asked: Int32Array): Float64Array {
  const readers = table.columns.map((column) => readerOf(column, learn));
  const width = 1 + readers.reduce((sum, { width: own }) => sum + own, 0);
  const sparse = (row: number): SparseRow => {
    const columns = [0];
    const values = [1];
    let offset = 1;
    for (const reader of readers) {
      reader.read(row, (column, value) => {
        columns.push(offset + column);
        values.push(value);
      });
      offset += reader.width;
    }
    return { columns, values };
  };
  const weights = fitLogistic({
    rows: Array.from(learn, sparse),
    outcomes: Array.from(learn, (row) => table.outcomes[row] ?? 0),
    weights: Array.from(learn, () => 1),
    penalties: Array.from({ length: width }, (_, column) => (column === 0 ? 0 : RIDGE)),
  });
  return Float64Array.from(asked, (row) => {
    const { columns, values } = sparse(row);
    return columns.reduce((sum, column, index) => sum + (weights[column] ?? 0) * (values[index] ?? 0), 0);
  });
}

interface Reader {
  readonly width: number;
  readonly read: (row: number, tell: (column: number, value: number) => void) => void;
}

function readerOf(column: Column, learn: Int32Array): Reader {
  if (column.kind === 'category') {
    const counts = new Uint32Array(column.categories.length);
    for (const row of learn) {
      const place = column.codes[row] ?? -1;
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
    const frequent = [...counts.keys()]
      .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
      .slice(0, MOST_CATEGORIES);
    const columnOf = new Map(frequent.map((place, index) => [place, index + 1]));
    return {
      width: frequent.length + 1,
      read: (row, tell) => {
        const place = column.codes[row] ?? -1;
        const own = place < 0 ? 0 : columnOf.get(place);
        if (own !== undefined) tell(own, 1);
      },
    };
  }
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const row of learn) {
    const value = column.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / Math.max(1, count);
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean)) || 1;
  return {
    width: 2,
    read: (row, tell) => {
      const value = column.values[row] ?? Number.NaN;
      if (Number.isNaN(value)) tell(1, 1);
      else tell(0, (value - mean) / deviation);
    },
  };
}

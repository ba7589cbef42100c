import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Column, TrainingTable } from '../../functions/domain/churn/learning/training-table.ts';
import type { Sense } from '../../functions/domain/churn/model.ts';
import { columnStore } from './column-store.ts';
import { checkedHeader, checkedWidth, csvRecords, openTable } from './csv-records.ts';
import { inferColumn } from './infer-column.ts';
import { labelled } from './label.ts';
import { UnusableTable } from '../unusable-table.ts';

export interface TrainingFileOptions {
  readonly label: string;
  readonly positive?: string | undefined;
  readonly ids: readonly string[];
  readonly drop: readonly string[];
  /** Columns of numbers that must keep a sense. */
  readonly senses?: ReadonlyMap<string, Sense>;
  /** Told what was inferred, column by column, and what was left out. */
  readonly note: (text: string) => void;
}

interface TrainingFile {
  readonly table: TrainingTable;
  /** Columns that were taken for ids and left out: leaks are looked for in them too. */
  readonly ids: readonly Column[];
  /** The label's value that means "left". */
  readonly positive: string;
}

/** With fewer rows or leavers no fold can be judged. */
const LEAST_ROWS = 50;
const LEAST_OF_EACH = 10;

/**
 * Reads a CSV file into typed columns as it streams in.
 * @throws UnusableTable naming row and column.
 */
export async function readTrainingFile(file: string, options: TrainingFileOptions): Promise<TrainingFile> {
  const { label, note } = options;
  const { table, separator } = await openTable(file, note);
  const style = { decimalComma: separator === ';' };
  let stores: ReturnType<typeof columnStore>[] | undefined;
  let row = 0;
  for await (const cells of csvRecords(table, separator)) {
    if (stores === undefined) {
      const header = namedHeader(cells);
      requireColumns(header, options);
      stores = header.map((name) => columnStore(name, style));
      continue;
    }
    row += 1;
    checkedWidth(cells, stores.length, row);
    for (let place = 0; place < cells.length; place += 1) stores[place]?.add(cells[place] ?? '');
  }
  if (stores === undefined)
    throw new UnusableTable('the file is empty; its first line must hold the column names');
  if (row === 0) throw new UnusableTable('the file has a header and no rows');
  const raw = stores.map((store) => store.finish());
  const labelColumn = raw.find(({ name }) => name === label);
  if (labelColumn === undefined) throw new UnusableTable(`the file has no column "${label}"`);
  const { outcomes, positive, unlabelled } = labelled(labelColumn, options.positive, note);
  const columns: Column[] = [];
  const ids: Column[] = [];
  for (const one of raw) {
    if (one === labelColumn || options.drop.includes(one.name) || options.ids.includes(one.name)) continue;
    const inferred = inferColumn(one, style);
    note(`${one.name}: ${inferred.said}`);
    if (inferred.use === 'feature') columns.push(withSense(inferred.column, options.senses?.get(one.name)));
    else if (inferred.use === 'id' && inferred.column) ids.push(inferred.column);
  }
  const whole = { columns: [...columns, ...ids], outcomes };
  const kept = unlabelled.length === 0 ? whole : withoutRows(whole, new Set(unlabelled));
  requireEnough(kept.outcomes, label, positive);
  if (columns.length === 0)
    throw new UnusableTable('no column is left to learn from beside the label, ids and constants');
  return {
    table: { columns: kept.columns.slice(0, columns.length), outcomes: kept.outcomes },
    ids: kept.columns.slice(columns.length),
    positive,
  };
}

function namedHeader(cells: readonly string[]): readonly string[] {
  const header = checkedHeader(cells);
  // Row names that a statistics package writes have no name of their own.
  return header.map((name, place) => (name === '' ? `column ${place + 1}` : name));
}

function requireColumns(
  header: readonly string[],
  { label, ids, drop, senses = new Map() }: TrainingFileOptions,
): void {
  for (const name of [label, ...ids, ...drop, ...senses.keys()]) {
    if (!header.includes(name))
      throw new UnusableTable(
        `the file has no column "${name}"; it has ${header.join(', ')} (the first line holds the names of the columns)`,
      );
  }
}

function withSense(column: Column, sense: Sense | undefined): Column {
  if (sense === undefined) return column;
  if (column.kind === 'number') return { ...column, sense };
  throw new UnusableTable(`column ${column.name} holds categories, which have no order to be ${sense} in`);
}

function withoutRows({ columns, outcomes }: TrainingTable, left: ReadonlySet<number>): TrainingTable {
  const keep = (_: unknown, row: number): boolean => !left.has(row);
  return {
    columns: columns.map((column) =>
      column.kind === 'number'
        ? { ...column, values: column.values.filter(keep) }
        : { ...column, codes: column.codes.filter(keep) },
    ),
    outcomes: outcomes.filter(keep),
  };
}

function requireEnough(outcomes: Uint8Array, label: string, positive: string): void {
  const leavers = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const stayers = outcomes.length - leavers;
  if (outcomes.length < LEAST_ROWS)
    throw new UnusableTable(`${outcomes.length} rows are too few to learn from; ${LEAST_ROWS} are the least`);
  if (Math.min(leavers, stayers) < LEAST_OF_EACH)
    throw new UnusableTable(
      `column ${label}: ${leavers} rows are "${positive}" and ${stayers} are not; at least ${LEAST_OF_EACH} of each are needed`,
    );
}

/** SHA-256 of a file: the version of the data. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

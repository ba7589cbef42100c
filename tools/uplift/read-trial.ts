import type { CategoryColumn, Column } from '../../functions/domain/table/column.ts';
import { saysMore } from '../../functions/domain/table/coarser.ts';
import { whyUseless } from '../../functions/domain/table/useful.ts';
import { findDoubts, findLeaks } from '../../functions/domain/uplift/leaks.ts';
import type { Trial } from '../../functions/domain/uplift/trial.ts';
import { readColumns } from '../table/read-columns.ts';
import { UnusableTable } from '../unusable-table.ts';

/** Where the trial is in a file; `positive` names the wanted outcome where it is not 1, yes or true. */
export interface TrialOptions {
  readonly treatment: string;
  readonly treated: string;
  readonly control: string;
  readonly outcome: string;
  readonly positive: string | undefined;
  readonly drop: readonly string[];
  readonly allowLeak: boolean;
}

/** Below this many rows of a group nothing can be said. */
const FEWEST_ROWS = 50;
const WANTED = ['1', 'yes', 'true', 'y', 't'];

/**
 * Reads a trial and refuses what cannot be right. Notes tell what was inferred and left out.
 * @throws UnusableTable naming row and column
 */
export async function readTrial(
  file: string,
  options: TrialOptions,
  note: (text: string) => void,
): Promise<{ readonly trial: Trial; readonly wanted: string }> {
  const { treatment, outcome } = options;
  if (treatment === outcome)
    throw new UnusableTable(`"${treatment}" cannot be both the treatment and the outcome`);
  const table = await readColumns(file, { names: [treatment, outcome], drop: options.drop, note });
  const groups = namesIn(table.columns, treatment);
  const rows = rowsOfGroups(groups, options, note);
  const results = namesIn(table.columns, outcome);
  const wanted = wantedOutcome(results, rows, options.positive);
  const trial: Trial = {
    columns: usefulColumns(table.columns, rows, options, note),
    treated: Uint8Array.from(rows, (row) => (levelAt(groups, row) === options.treated ? 1 : 0)),
    outcome: Uint8Array.from(rows, (row) => (levelAt(results, row) === wanted ? 1 : 0)),
  };
  refuseTooFew(trial);
  refuseLeaks(trial, options, note);
  for (const { evidence } of findDoubts(trial)) note(`was the draw random? ${evidence}`);
  return { trial, wanted };
}

function namesIn(columns: readonly Column[], name: string): CategoryColumn {
  const column = columns.find((one) => one.name === name);
  if (column?.kind !== 'category') throw new UnusableTable(`the column "${name}" is left out by --drop`);
  return column;
}

const levelAt = (column: CategoryColumn, row: number): string | undefined =>
  column.levels[column.codes[row] ?? -1];

function rowsOfGroups(
  groups: CategoryColumn,
  { treatment, treated, control }: TrialOptions,
  note: (text: string) => void,
): Uint32Array {
  if (treated === control) throw new UnusableTable('--treated and --control name the same group');
  for (const value of [treated, control]) {
    if (groups.levels.includes(value)) continue;
    const known = groups.levels.slice(0, 20).map((level) => `"${level}"`);
    throw new UnusableTable(`column ${treatment} never says "${value}"; it says ${known.join(', ')}`);
  }
  const wanted = new Set([groups.levels.indexOf(treated), groups.levels.indexOf(control)]);
  const rows = Uint32Array.from(groups.codes.keys()).filter((row) => wanted.has(groups.codes[row] ?? -1));
  const others = groups.codes.length - rows.length;
  if (others > 0) note(`${others} rows of other groups left out`);
  return rows;
}

function wantedOutcome(results: CategoryColumn, rows: Uint32Array, positive: string | undefined): string {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const level = levelAt(results, row);
    if (level === undefined)
      throw new UnusableTable(
        `row ${row + 1}, column ${results.name}: the outcome is empty; leave the row out`,
      );
    if (!seen.has(level)) seen.set(level, row + 1);
    if (seen.size > 2) {
      const [first, second] = seen.keys();
      throw new UnusableTable(
        `row ${row + 1}, column ${results.name}: "${level}" is a third value beside "${first ?? ''}" and "${second ?? ''}"; the outcome must have two`,
      );
    }
  }
  const levels = [...seen.keys()];
  if (levels.length < 2)
    throw new UnusableTable(
      `column ${results.name} is "${levels[0] ?? ''}" in every row: there is nothing to learn`,
    );
  if (positive !== undefined) {
    if (!levels.includes(positive))
      throw new UnusableTable(
        `column ${results.name} never says "${positive}"; it says ${levels.map((level) => `"${level}"`).join(' and ')}`,
      );
    return positive;
  }
  const [wanted, ...more] = levels.filter(
    (level) => WANTED.includes(level.toLowerCase()) || Number(level) === 1,
  );
  if (wanted === undefined || more.length > 0)
    throw new UnusableTable(
      `which of ${levels.map((level) => `"${level}"`).join(' and ')} in column ${results.name} is wanted? Say it with --positive`,
    );
  return wanted;
}

function usefulColumns(
  columns: readonly Column[],
  rows: Uint32Array,
  { treatment, outcome }: TrialOptions,
  note: (text: string) => void,
): Column[] {
  const kept: Column[] = [];
  for (const column of columns) {
    if (column.name === treatment || column.name === outcome) continue;
    const part = pickRows(column, rows);
    const useless = whyUseless(part);
    if (useless === undefined) kept.push(part);
    else note(`${column.name} ${useless}: left out`);
  }
  const told = kept.filter((column) => {
    const finer = column.kind === 'category' ? saysMore(column, kept) : undefined;
    if (finer !== undefined) note(`${column.name} only says the range of ${finer.name}: left out`);
    return finer === undefined;
  });
  note(`used: ${told.map(({ name, kind }) => `${name} (${kind})`).join(', ') || 'no column'}`);
  return told;
}

/** The same column for some of the rows; levels that none of them has are gone. */
export function pickRows(column: Column, rows: Uint32Array): Column {
  const { name } = column;
  if (column.kind === 'number')
    return { kind: 'number', name, values: Float64Array.from(rows, (row) => column.values[row] ?? NaN) };
  const levels: string[] = [];
  const places = new Map<number, number>();
  const codes = Int32Array.from(rows, (row) => {
    const code = column.codes[row] ?? -1;
    if (code < 0) return code;
    const place = places.get(code) ?? levels.push(column.levels[code] ?? '') - 1;
    places.set(code, place);
    return place;
  });
  return { kind: 'category', name, codes, levels };
}

function refuseTooFew({ treated }: Trial): void {
  const many = treated.reduce((sum, one) => sum + one, 0);
  if (Math.min(many, treated.length - many) < FEWEST_ROWS)
    throw new UnusableTable(
      `${many} treated and ${treated.length - many} control rows are too few; ${FEWEST_ROWS} of each is the least`,
    );
}

function refuseLeaks(trial: Trial, { allowLeak }: TrialOptions, note: (text: string) => void): void {
  const leaks = findLeaks(trial);
  if (leaks.length === 0) return;
  const told = leaks.map(({ column, evidence }) => `${column}: ${evidence}`).join('\n');
  if (allowLeak) note(`used although it looks known only after the draw:\n${told}`);
  else
    throw new UnusableTable(
      `these columns look as if they were known only after the draw, or the draw was not random:\n${told}\nLeave them out with --drop ${leaks.map(({ column }) => column).join(',')}, or use them with --allow-leak`,
    );
}

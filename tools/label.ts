import { isBlank } from './cells.ts';
import type { RawColumn } from './column-store.ts';
import { UnusableTable } from './unusable-table.ts';

/** The label cannot be read without a further option. */
export class UnclearLabel extends Error {}

export interface Labelled {
  readonly outcomes: Uint8Array;
  readonly positive: string;
  /** Rows, from 0, without a label. */
  readonly unlabelled: readonly number[];
}

/** Says "left" in the words of people and systems. */
const LEFT =
  /^(?:1(?:\.0+)?|y|yes|t|true|positive|pos|left|gone|lost|leaver|exited|closed|cancell?ed|terminated|inactive|(?:is[ _-]?)?churn(?:ed|er|ing)?|attrited.*|attrition.*|是|流失.*|已流失.*)$/i;

const NAMED = 8;

/**
 * Reads the label column. Without `positive` the value that says "left" in usual words is taken, and said.
 * @throws UnclearLabel when no value or more than one does, UnusableTable when the column tells nobody apart.
 */
export function labelled(
  raw: RawColumn,
  positive: string | undefined,
  note: (text: string) => void,
): Labelled {
  const { name } = raw;
  const values = raw.texts
    .map((text, place) => ({ text, place, count: raw.counts[place] ?? 0 }))
    .filter(({ text }) => !isBlank(text));
  if (raw.numbers || values.length > 1000)
    throw new UnusableTable(`column ${name} has too many values for a label; which column says who left?`);
  if (values.length < 2)
    throw new UnusableTable(
      `column ${name} says the same in every row (${values[0]?.text ?? 'nothing'}), so nobody can be told apart`,
    );
  const list = values.slice(0, NAMED).map(({ text, count }) => `"${text}" (${count} rows)`);
  const all = `${list.join(', ')}${values.length > NAMED ? ' and others' : ''}`;
  const chosen =
    positive === undefined ? guess(name, values, all) : values.find(({ text }) => text === positive);
  if (chosen === undefined)
    throw new UnusableTable(`column ${name} has no value "${positive ?? ''}"; it has ${all}`);
  note(`label ${name}: "${chosen.text}" means left (${chosen.count} rows); all values: ${all}`);
  const outcomes = Uint8Array.from(raw.codes, (code) => (code === chosen.place ? 1 : 0));
  const unlabelled: number[] = [];
  for (let row = 0; row < raw.codes.length; row += 1)
    if (isBlank(raw.texts[raw.codes[row] ?? 0] ?? '')) unlabelled.push(row);
  if (unlabelled.length > 0)
    note(
      `label ${name}: empty in ${unlabelled.length} rows, the first is row ${(unlabelled[0] ?? 0) + 1}; they are left out`,
    );
  return { outcomes, positive: chosen.text, unlabelled };
}

interface Value {
  readonly text: string;
  readonly place: number;
  readonly count: number;
}

function guess(name: string, values: readonly Value[], all: string): Value {
  const left = values.filter(({ text }) => LEFT.test(text));
  const [only] = left;
  if (only && left.length === 1) return only;
  throw new UnclearLabel(
    `column ${name} has the values ${all}; say which one means that the customer left: --positive VALUE`,
  );
}

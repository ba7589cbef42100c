import { isBlank } from './cells.ts';
import type { RawColumn } from './column-store.ts';
import { UnusableTable } from '../unusable-table.ts';

/** The label cannot be read without a further option. */
export class UnclearLabel extends Error {}

interface Labelled {
  readonly outcomes: Uint8Array;
  readonly positive: string;
  /** Rows, from 0, without a label. */
  readonly unlabelled: readonly number[];
}

/** Says "left" in the words of people and systems. */
const LEFT =
  /^(?:1|y|yes|t|true|ja|oui|s[ií]|是|positive|pos|left|gone|lost|leaver|exited|closed|cancell?ed|terminated|inactive|(?:is[ _-]?)?churn(?:ed|er|ing)?|attrited.*|attrition.*|流失.*|已流失.*)$/;

/** Says "stayed": of two values the other one then says "left". */
const STAYED =
  /^(?:0|-1|n|no|f|false|nein|non|否|不是|negative|neg|stay|stayed|stayer|retained|kept|active|current|open|existing.*|not[ _-].*|non[ _-].*|未.*|留存.*)$/;

const NAMED = 8;

/** A label says a few different things; a number of many values is a measurement. */
const MOST_VALUES = 50;

/**
 * Reads the label column; spellings that differ in case, or as 1 and 1.0, are one value. Without `positive` the value that
 * says "left" in usual words is taken, and said.
 * @throws UnclearLabel when no value or more than one does, UnusableTable when the column tells nobody apart.
 */
export function labelled(
  raw: RawColumn,
  positive: string | undefined,
  note: (text: string) => void,
): Labelled {
  const { name } = raw;
  const values = valuesOf(raw);
  if (raw.numbers || values.length > 1000 || (positive === undefined && values.length > MOST_VALUES))
    throw new UnusableTable(
      `column ${name} has ${raw.numbers ? 'far too many' : values.length} different values, so it is no label; which column says who left? One of its values can be named with --positive`,
    );
  if (values.length < 2)
    throw new UnusableTable(
      `column ${name} says the same in every row (${values[0]?.text ?? 'nothing'}), so nobody can be told apart`,
    );
  const list = values.slice(0, NAMED).map(({ text, count }) => `"${text}" (${count} rows)`);
  const all = `${list.join(', ')}${values.length > NAMED ? ' and others' : ''}`;
  const chosen = positive === undefined ? guess(name, values, all) : named(positive, values);
  if (chosen === undefined)
    throw new UnusableTable(`column ${name} has no value "${positive ?? ''}"; it has ${all}`);
  note(
    `label ${name}: "${chosen.text}" means left (${chosen.count} rows); all values: ${all}${positive === undefined ? '; --positive VALUE says otherwise' : ''}`,
  );
  const means = new Uint8Array(raw.texts.length);
  for (const place of chosen.places) means[place] = 1;
  const outcomes = Uint8Array.from(raw.codes, (code) => means[code] ?? 0);
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
  /** As the first row that has it spells it. */
  readonly text: string;
  /** Without case and `.0`. */
  readonly key: string;
  /** Places of all its spellings among the texts of the column. */
  readonly places: number[];
  count: number;
}

function valuesOf(raw: RawColumn): Value[] {
  const values = new Map<string, Value>();
  for (const [place, text] of raw.texts.entries()) {
    if (isBlank(text)) continue;
    const key = keyOf(text);
    const value = values.get(key) ?? { text, key, places: [], count: 0 };
    value.places.push(place);
    value.count += raw.counts[place] ?? 0;
    values.set(key, value);
  }
  return [...values.values()];
}

const keyOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^([+-]?\d+)\.0+$/, '$1');

const named = (positive: string, values: readonly Value[]): Value | undefined =>
  values.find(({ key }) => key === keyOf(positive));

function guess(name: string, values: readonly Value[], all: string): Value {
  const [left, more] = values.filter(({ key }) => LEFT.test(key));
  if (left && !more) return left;
  const others = values.filter(({ key }) => !STAYED.test(key));
  if (values.length === 2 && others.length === 1 && others[0]) return others[0];
  throw new UnclearLabel(
    `column ${name} has the values ${all}; say which one means that the customer left: --positive VALUE`,
  );
}

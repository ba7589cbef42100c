import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';
import { findFlags } from '../../functions/domain/triage/flags.ts';
import { read } from '../../functions/domain/triage/reading.ts';
import type { PublicSet } from './sources.ts';

/** Of so many rows of a public set one is learned from; those between measure. */
const ONE_IN = { waimai: 3, shopping: 12, cfpb: 2 };
/** Sentences learned as one text. */
const SENTENCES = 3;

/** A text in parts of three sentences. */
function partsOf(text: string): string[] {
  const sentences = text.match(/[^.!?。！？\n]+[.!?。！？\n]*/g) ?? [text];
  const parts: string[] = [];
  for (let at = 0; at < sentences.length; at += SENTENCES)
    parts.push(
      sentences
        .slice(at, at + SENTENCES)
        .join('')
        .trim(),
    );
  return parts.filter((part) => part !== '');
}

/** Whether not even a hint of a flag stands in a text: the loosest reading of the rules. */
const isPlain = (text: string): boolean => findFlags(read(text), 'und', undefined).flags.length === 0;

/**
 * What people ordinarily write, taken to bear no flag where no rule finds a hint of one: how rare flags are and how
 * ordinary texts read, no sentences written for this project tell.
 */
export const ordinaryRows = (sets: Readonly<Record<keyof typeof ONE_IN, PublicSet>>): MarkedText[] =>
  (
    [
      ['waimai', 'review'],
      ['shopping', 'review'],
      ['cfpb', 'Consumer complaint narrative'],
    ] as const
  ).flatMap(([name, column]) =>
    sets[name].rows
      .filter((_, row) => row % ONE_IN[name] === 1)
      .flatMap((row) => partsOf(row[column] ?? ''))
      .filter(isPlain)
      .map((text) => ({ text, marks: [] })),
  );

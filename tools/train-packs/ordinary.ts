import type { MarkedText } from '../../functions/domain/text/learning/train-marks.ts';
import { findFlags } from '../../functions/domain/triage/flags.ts';
import { read } from '../../functions/domain/triage/reading.ts';
import type { PublicSet, SetName } from './sources.ts';

/** Of so many rows of a public set one is learned from; those between measure. */
const from = {
  waimai: { column: 'review', oneIn: 3 },
  shopping: { column: 'review', oneIn: 12 },
  cfpb: { column: 'Consumer complaint narrative', oneIn: 2 },
  hotels: { column: 'review', oneIn: 2 },
  restaurants: { column: 'reviewbody', oneIn: 1 },
  conversations: { column: 'text', oneIn: 2 },
  yelp: { column: 'text', oneIn: 2 },
  phones: { column: 'text', oneIn: 2 },
  banking: { column: 'text', oneIn: 4 },
} as const satisfies Partial<Record<SetName, unknown>>;
type OrdinarySet = keyof typeof from;
/** The public sets of which the net of flags learns what ordinary texts are like. */
export const ORDINARY_SETS: readonly OrdinarySet[] = [
  'waimai',
  'shopping',
  'cfpb',
  'hotels',
  'restaurants',
  'conversations',
  'yelp',
  'phones',
  'banking',
];

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
export const ordinaryRows = (sets: ReadonlyMap<OrdinarySet, PublicSet>): MarkedText[] =>
  ORDINARY_SETS.flatMap((name) => {
    const { column, oneIn } = from[name];
    return (sets.get(name)?.rows ?? [])
      .filter((_, row) => row % oneIn === oneIn - 1)
      .flatMap((row) => partsOf(row[column] ?? ''))
      .filter(isPlain)
      .map((text) => ({ text, marks: [] }));
  });

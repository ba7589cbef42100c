import * as z from 'zod';
import type { CategoryId } from '../categories.ts';
import type { Ask, Flag, Kind } from '../judgement.ts';

/** Circumstances that make a case more severe, or change how another cue is read. */
export type Signal =
  | 'repeat-contact'
  | 'long-wait'
  | 'large-loss'
  | 'essential-service'
  | 'urgent'
  | 'demand'
  | 'condition'
  /** A sentence that asks for something. */
  | 'request'
  /** Late, lost or broken is something for which no rule knows what is owed. */
  | 'other-matter'
  /** Something that is bought and sent, or a line: what the rules of the pack were made for. */
  | 'goods'
  | 'line'
  /** Somebody tells what happened to them: never spam. */
  | 'own-story'
  /** Politeness that says nothing about the mood. */
  | 'thanks-ahead';

/** Half a flag: with its other half in the same sentence it raises one (`concepts.ts`). */
export const conceptSchema = z.enum([
  'foreign-body',
  'swallowing',
  'body',
  'injury',
  'close-call',
  'in-the-way',
  'control',
  'failing',
  'driver',
  'reckless',
  'outlet',
  'publishing',
  'authority',
  'reporting',
  'group',
  'slight',
  'own-data',
  'wrong-hands',
  'nuisance-contact',
  'knows-too-much',
  'falling',
  'person',
  'current',
  'dangerous-sign',
]);
export type Concept = z.infer<typeof conceptSchema>;

/** What a cue in the text means. */
export type Meaning =
  /** Evidence for a cause; `problem` tells a grievance from a mere topic. */
  | {
      readonly about: 'category';
      readonly category: CategoryId;
      readonly weight: number;
      readonly problem: boolean;
    }
  | { readonly about: 'flag'; readonly flag: Flag }
  | { readonly about: 'concept'; readonly concept: Concept }
  /** One of a family of words, for the net of flags to hear (`families.ts`). */
  | { readonly about: 'family'; readonly family: string }
  /** Words that look like a flag and are not: `fell on deaf ears`. */
  | { readonly about: 'not-flag'; readonly flag: Flag }
  /** A word that may name the matter of a flag or something else: the learned net has to agree (`flags.ts`). */
  | { readonly about: 'hint'; readonly flag: Flag }
  | { readonly about: 'kind'; readonly kind: Kind; readonly weight: number }
  | { readonly about: 'ask'; readonly ask: Ask }
  | { readonly about: 'mood'; readonly weight: number }
  | { readonly about: 'booster'; readonly factor: number }
  | { readonly about: 'signal'; readonly signal: Signal };

/** A meaning and the cues that carry it, in the notation of `cueList`. */
export type Entry = readonly [meaning: Meaning, cues: string];

/** A word that merely names the topic, so that a question about it finds its branch. */
export const topic = (category: CategoryId, cues: string): Entry => [
  { about: 'category', category, weight: 1, problem: false },
  cues,
];

/** A grievance that settles the cause even beside a plain statement of another: `marked as delivered`. */
export const decisive = (category: CategoryId, cues: string): Entry => [
  { about: 'category', category, weight: 9, problem: true },
  cues,
];

/** Words that leave no doubt about the cause and yet complain of nothing: `end my contract`. */
export const stated = (category: CategoryId, cues: string): Entry => [
  { about: 'category', category, weight: 6, problem: false },
  cues,
];

/** A grievance that usually has this cause. */
export const problem = (category: CategoryId, cues: string): Entry => [
  { about: 'category', category, weight: 3, problem: true },
  cues,
];

/** A grievance that has this cause whatever else is said. */
export const certain = (category: CategoryId, cues: string): Entry => [
  { about: 'category', category, weight: 6, problem: true },
  cues,
];

export const flag = (name: Flag, cues: string): Entry => [{ about: 'flag', flag: name }, cues];
export const notFlag = (name: Flag, cues: string): Entry => [{ about: 'not-flag', flag: name }, cues];
export const hint = (name: Flag, cues: string): Entry => [{ about: 'hint', flag: name }, cues];
export const concept = (name: Concept, cues: string): Entry => [{ about: 'concept', concept: name }, cues];
export const family = (name: string, cues: string): Entry => [{ about: 'family', family: name }, cues];
export const kind = (name: Kind, weight: number, cues: string): Entry => [
  { about: 'kind', kind: name, weight },
  cues,
];
export const ask = (name: Ask, cues: string): Entry => [{ about: 'ask', ask: name }, cues];
export const mood = (weight: number, cues: string): Entry => [{ about: 'mood', weight }, cues];
export const booster = (factor: number, cues: string): Entry => [{ about: 'booster', factor }, cues];
export const signal = (name: Signal, cues: string): Entry => [{ about: 'signal', signal: name }, cues];

import { parseCue } from './cue-notation.ts';
import type { Step } from './cue-notation.ts';
import type { Units } from './units.ts';

/** A cue found in a text: what it means and which units it covers, `end` exclusive. */
export interface Hit<Meaning> {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

/** Thousands of these are made when the lexicon is loaded, so that nothing is allocated before it is needed. */
interface Node<Meaning> {
  words: Map<string, Node<Meaning>[]> | undefined;
  /** Stems by their first three letters. */
  stems: Map<string, { readonly stem: string; readonly node: Node<Meaning> }[]> | undefined;
  /** Where an empty choice leads without reading anything. */
  empty: Node<Meaning>[] | undefined;
  gaps: Node<Meaning>[] | undefined;
  meanings: Meaning[] | undefined;
  /** Reached by exactly one row of words, so that cues with the same beginning may share it. */
  readonly shared: boolean;
}

const STEM_KEY = 3;
/** How many units `…` may skip; more would join what belongs to different thoughts. */
const GAP_UNITS = 5;

const newNode = <Meaning>(shared: boolean): Node<Meaning> => ({
  words: undefined,
  stems: undefined,
  empty: undefined,
  gaps: undefined,
  meanings: undefined,
  shared,
});

function listIn<Key, Item>(map: Map<Key, Item[]>, key: Key): Item[] {
  const known = map.get(key);
  if (known) return known;
  const made: Item[] = [];
  map.set(key, made);
  return made;
}

/** Adds the steps after `from` and returns where they end: at `target`, when one is given. */
function addSteps<Meaning>(
  from: Node<Meaning>,
  steps: readonly Step[],
  target?: Node<Meaning>,
): Node<Meaning> {
  let node = from;
  for (const [place, step] of steps.entries()) {
    node = addStep(node, step, place === steps.length - 1 ? target : undefined);
  }
  if (steps.length === 0 && target) (node.empty ??= []).push(target);
  return node;
}

function addStep<Meaning>(from: Node<Meaning>, step: Step, target: Node<Meaning> | undefined): Node<Meaning> {
  switch (step.is) {
    case 'word': {
      const following = listIn((from.words ??= new Map<string, Node<Meaning>[]>()), step.word);
      const known = target ? undefined : following.find((node) => node.shared && from.shared);
      if (known) return known;
      const node = target ?? newNode<Meaning>(from.shared);
      following.push(node);
      return node;
    }
    case 'stem': {
      const node = target ?? newNode<Meaning>(false);
      listIn(
        (from.stems ??= new Map<string, { stem: string; node: Node<Meaning> }[]>()),
        step.stem.slice(0, STEM_KEY),
      ).push({ stem: step.stem, node });
      return node;
    }
    case 'gap': {
      const node = target ?? newNode<Meaning>(false);
      (from.gaps ??= []).push(node);
      return node;
    }
    case 'choice': {
      const joined = target ?? newNode<Meaning>(false);
      for (const option of step.options) addSteps(from, option, joined);
      return joined;
    }
  }
}

/**
 * Compiles cues into one graph over units, so that a text is read once however large the lexicon grows.
 * The matcher returns the hits in order of their start; they may overlap, and one may come twice.
 */
export function compileCues<Meaning>(
  cues: Iterable<readonly [cue: string, meaning: Meaning]>,
): (units: Units) => Hit<Meaning>[] {
  const root = newNode<Meaning>(true);
  for (const [cue, meaning] of cues) (addSteps(root, parseCue(cue)).meanings ??= []).push(meaning);

  return ({ words, cuts }) => {
    const hits: Hit<Meaning>[] = [];
    const isCut = (at: number): boolean => (cuts[at] ?? 0) > 0;

    const arrive = (node: Node<Meaning>, at: number, start: number): void => {
      if (node.meanings) for (const meaning of node.meanings) hits.push({ meaning, start, end: at });
      if (node.empty) for (const next of node.empty) arrive(next, at, start);
      for (const gap of node.gaps ?? []) {
        for (let skipped = 0; skipped <= GAP_UNITS && !isCut(at + skipped); skipped += 1) {
          if (skipped === 0) arrive(gap, at, start);
          else readFrom(gap, at + skipped, start);
        }
      }
      if (!isCut(at)) readFrom(node, at, start);
    };

    const readFrom = (node: Node<Meaning>, at: number, start: number): void => {
      const word = words[at];
      if (word === undefined) return;
      const following = node.words?.get(word);
      if (following) for (const next of following) arrive(next, at + 1, start);
      if (!node.stems || word.length < STEM_KEY) return;
      const stems = node.stems.get(word.slice(0, STEM_KEY));
      if (!stems) return;
      for (const { stem, node: next } of stems) if (word.startsWith(stem)) arrive(next, at + 1, start);
    };

    for (let start = 0; start < words.length; start += 1) {
      for (const next of root.empty ?? []) readFrom(next, start, start);
      readFrom(root, start, start);
    }
    return hits;
  };
}

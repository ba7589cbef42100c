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
  /** By the number of the word: texts look them up once per word, not once per node. */
  words: Map<number, Node<Meaning>[]> | undefined;
  /** Bits of the word numbers in `words`, low and high: most words are turned away without asking the map. */
  low: number;
  high: number;
  /** Stems by the number of their first three letters. */
  stems: Map<number, { readonly stem: string; readonly node: Node<Meaning> }[]> | undefined;
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
  low: 0,
  high: 0,
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

/** Numbers words and beginnings of stems from 1; what no cue knows is 0. */
class Numbers {
  readonly #known = new Map<string, number>();

  add(word: string): number {
    const number = this.#known.get(word) ?? this.#known.size + 1;
    this.#known.set(word, number);
    return number;
  }

  get(word: string): number {
    return this.#known.get(word) ?? 0;
  }
}

const lowBit = (number: number): number => 1 << (number & 31);
const highBit = (number: number): number => 1 << ((number >>> 5) & 31);

interface Numbering {
  readonly words: Numbers;
  readonly beginnings: Numbers;
}

/** Adds the steps after `from` and returns where they end: at `target`, when one is given. */
function addSteps<Meaning>(
  numbering: Numbering,
  from: Node<Meaning>,
  steps: readonly Step[],
  target?: Node<Meaning>,
): Node<Meaning> {
  let node = from;
  for (const [place, step] of steps.entries()) {
    node = addStep(numbering, node, step, place === steps.length - 1 ? target : undefined);
  }
  if (steps.length === 0 && target) (node.empty ??= []).push(target);
  return node;
}

function addStep<Meaning>(
  numbering: Numbering,
  from: Node<Meaning>,
  step: Step,
  target: Node<Meaning> | undefined,
): Node<Meaning> {
  switch (step.is) {
    case 'word': {
      const number = numbering.words.add(step.word);
      from.low |= lowBit(number);
      from.high |= highBit(number);
      const following = listIn((from.words ??= new Map<number, Node<Meaning>[]>()), number);
      const known = target ? undefined : following.find((node) => node.shared && from.shared);
      if (known) return known;
      const node = target ?? newNode<Meaning>(from.shared);
      following.push(node);
      return node;
    }
    case 'stem': {
      const node = target ?? newNode<Meaning>(false);
      listIn(
        (from.stems ??= new Map<number, { stem: string; node: Node<Meaning> }[]>()),
        numbering.beginnings.add(step.stem.slice(0, STEM_KEY)),
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
      for (const option of step.options) addSteps(numbering, from, option, joined);
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
  const numbering: Numbering = { words: new Numbers(), beginnings: new Numbers() };
  for (const [cue, meaning] of cues) (addSteps(numbering, root, parseCue(cue)).meanings ??= []).push(meaning);
  let known = new Int32Array(256);
  let beginnings = new Int32Array(256);

  return ({ words, cuts }) => {
    const hits: Hit<Meaning>[] = [];
    const count = words.length;
    if (known.length < count) {
      known = new Int32Array(2 * count);
      beginnings = new Int32Array(2 * count);
    }
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? '';
      known[at] = numbering.words.get(word);
      beginnings[at] = word.length < STEM_KEY ? 0 : numbering.beginnings.get(word.slice(0, STEM_KEY));
    }
    const isCut = (at: number): boolean => (cuts[at] ?? 0) > 0;

    const arrive = (node: Node<Meaning>, at: number, start: number): void => {
      if (node.meanings) for (const meaning of node.meanings) hits.push({ meaning, start, end: at });
      if (node.empty) for (const next of node.empty) arrive(next, at, start);
      if (node.gaps) {
        for (const gap of node.gaps) {
          for (let skipped = 0; skipped <= GAP_UNITS && !isCut(at + skipped); skipped += 1) {
            if (skipped === 0) arrive(gap, at, start);
            else readFrom(gap, at + skipped, start);
          }
        }
      }
      if (at < count && !isCut(at)) readFrom(node, at, start);
    };

    const readFrom = (node: Node<Meaning>, at: number, start: number): void => {
      if (at >= count) return;
      const word = known[at] ?? 0;
      if (word > 0 && (node.low & lowBit(word)) !== 0 && (node.high & highBit(word)) !== 0 && node.words) {
        const following = node.words.get(word);
        if (following) for (const next of following) arrive(next, at + 1, start);
      }
      const beginning = beginnings[at] ?? 0;
      if (beginning === 0 || !node.stems) return;
      const stems = node.stems.get(beginning);
      if (!stems) return;
      const whole = words[at] ?? '';
      for (const { stem, node: next } of stems) if (whole.startsWith(stem)) arrive(next, at + 1, start);
    };

    for (let start = 0; start < count; start += 1) {
      if (root.empty) for (const next of root.empty) readFrom(next, start, start);
      readFrom(root, start, start);
    }
    return hits;
  };
}

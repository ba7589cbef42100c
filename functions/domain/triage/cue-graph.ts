import { parseCue } from './cue-notation.ts';
import type { Step } from './cue-notation.ts';

/** A place in the reading of cues: what they have in common so far, what it means, and what may follow. */
export interface CueNode<Meaning> {
  /** What may be read next, by symbol, in the order of the cues; one symbol may lead to several nodes. */
  edges: [symbol: number, node: CueNode<Meaning>][] | undefined;
  /** Where an empty choice leads without reading anything. */
  empty: CueNode<Meaning>[] | undefined;
  gaps: CueNode<Meaning>[] | undefined;
  meanings: Meaning[] | undefined;
  /** Only of a node that is reached by exactly one row of words, so that cues with the same beginning may share it. */
  readonly shared: number | undefined;
}

/** Cues as one graph. A symbol is the number, from 1, of a word or of a stem with its `*`. */
interface CueGraph<Meaning> {
  readonly root: CueNode<Meaning>;
  readonly symbols: ReadonlyMap<string, number>;
}

export const STEM_MARK = '*';
const MOST_SYMBOLS = 2 ** 20;

/** Thousands of these are made when the lexicon is loaded, so that nothing is allocated before it is needed. */
const newNode = <Meaning>(shared?: number): CueNode<Meaning> => ({
  edges: undefined,
  empty: undefined,
  gaps: undefined,
  meanings: undefined,
  shared,
});

/** Builds the graph of some cues. Throws on a cue that is not well formed. */
export function cueGraph<Meaning>(
  cues: Iterable<readonly [cue: string, meaning: Meaning]>,
): CueGraph<Meaning> {
  const symbols = new Map<string, number>();
  const root = newNode<Meaning>(0);
  /** By the node before and the word. */
  const sharedNodes = new Map<number, CueNode<Meaning>>();

  const symbolOf = (written: string): number => {
    const known = symbols.get(written);
    if (known !== undefined) return known;
    symbols.set(written, symbols.size + 1);
    return symbols.size;
  };

  const follow = (from: CueNode<Meaning>, written: string, node: CueNode<Meaning>): CueNode<Meaning> => {
    (from.edges ??= []).push([symbolOf(written), node]);
    return node;
  };

  const addWord = (from: CueNode<Meaning>, word: string, target: CueNode<Meaning> | undefined) => {
    if (target || from.shared === undefined) return follow(from, word, target ?? newNode<Meaning>());
    const key = from.shared * MOST_SYMBOLS + symbolOf(word);
    const known = sharedNodes.get(key);
    if (known) return known;
    const node = newNode<Meaning>(sharedNodes.size + 1);
    sharedNodes.set(key, node);
    return follow(from, word, node);
  };

  const addStep = (from: CueNode<Meaning>, step: Step, target: CueNode<Meaning> | undefined) => {
    switch (step.is) {
      case 'word':
        return addWord(from, step.word, target);
      case 'stem':
        return follow(from, step.stem + STEM_MARK, target ?? newNode<Meaning>());
      case 'gap': {
        const node = target ?? newNode<Meaning>();
        (from.gaps ??= []).push(node);
        return node;
      }
      case 'choice': {
        const joined = target ?? newNode<Meaning>();
        for (const option of step.options) addSteps(from, option, joined);
        return joined;
      }
    }
  };

  /** Adds the steps after `from` and returns where they end: at `target`, when one is given. */
  const addSteps = (
    from: CueNode<Meaning>,
    steps: readonly Step[],
    target?: CueNode<Meaning>,
  ): CueNode<Meaning> => {
    let node = from;
    for (const [place, step] of steps.entries())
      node = addStep(node, step, place === steps.length - 1 ? target : undefined);
    if (steps.length === 0 && target) (node.empty ??= []).push(target);
    return node;
  };

  for (const [cue, meaning] of cues) (addSteps(root, parseCue(cue)).meanings ??= []).push(meaning);
  return { root, symbols };
}

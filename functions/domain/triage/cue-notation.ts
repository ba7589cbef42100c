import { unitsOf } from './units.ts';

/** One step of a cue: a word or Chinese character, a stem, a gap, or alternatives. */
export type Step =
  | { readonly is: 'word'; readonly word: string }
  | { readonly is: 'stem'; readonly stem: string }
  | { readonly is: 'gap' }
  | { readonly is: 'choice'; readonly options: readonly (readonly Step[])[] };

const GAP = '…';
/** Stands for `*` while a cue is split like a text: a letter that no cue contains. */
const STEM_MARK = '\u024f';
/** Letters of a stem, at least. */
export const SHORTEST_STEM = 3;

/** Splits a list of cues, separated by `;` or line ends. */
export const cueList = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((cue) => cue.trim())
    .filter((cue) => cue !== '');

function plainSteps(text: string): Step[] {
  return unitsOf(text.replaceAll('*', STEM_MARK)).words.map((word): Step => {
    if (!word.endsWith(STEM_MARK)) return { is: 'word', word };
    const stem = word.slice(0, -1);
    if (stem.length < SHORTEST_STEM)
      throw new Error(`A stem needs ${SHORTEST_STEM} letters or more: ${stem}*`);
    return { is: 'stem', stem };
  });
}

/**
 * Parses one cue. `word*` is a stem, `…` up to five units of the same clause, `(a|b c|)` a choice, which may be
 * empty and may nest. Throws on a cue that is not well formed: a defect of the lexicon, found when it is loaded.
 */
export function parseCue(cue: string): readonly Step[] {
  let at = 0;

  const sequence = (depth: number): Step[] => {
    const steps: Step[] = [];
    while (at < cue.length) {
      const mark = cue.charAt(at);
      if (mark === '|' || mark === ')') {
        if (depth === 0) throw new Error(`Unbalanced "${mark}" in cue: ${cue}`);
        break;
      }
      if (mark === '(') steps.push(choice(depth + 1));
      else if (mark === GAP) {
        at += 1;
        steps.push({ is: 'gap' });
      } else {
        const end = cue.slice(at).search(/[()|…]/);
        const text = end < 0 ? cue.slice(at) : cue.slice(at, at + end);
        at += text.length;
        steps.push(...plainSteps(text));
      }
    }
    return steps;
  };

  const choice = (depth: number): Step => {
    const options: Step[][] = [];
    do {
      at += 1;
      options.push(sequence(depth));
    } while (cue.charAt(at) === '|');
    if (cue.charAt(at) !== ')') throw new Error(`Unclosed "(" in cue: ${cue}`);
    at += 1;
    return { is: 'choice', options };
  };

  const steps = sequence(0);
  if (steps.length === 0) throw new Error(`A cue without a word: ${cue}`);
  return steps;
}

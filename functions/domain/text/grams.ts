import { foldingTable } from './folding.ts';

/** How a text is cut: kept in the model, so that it is read later as it was read in training. */
export interface Cut {
  /** Longest run of Chinese characters (or of another script written without spaces) taken as one gram. */
  readonly characters: number;
  /** Longest run of words taken as one gram. */
  readonly words: number;
  /** Longest piece of a word taken as one gram, from `SHORTEST_PIECE` letters on; 0 for none. */
  readonly pieces: number;
}

const SHORTEST_PIECE = 3;
const LONGEST_RUN = 4;

const SPACE = 0;
const LETTER = 1;
const CHARACTER = 2;
const MARK = 3;

const between = (code: number, from: number, to: number): boolean => code >= from && code <= to;

/** What sort of thing a folded code unit is. Scripts without spaces between words are read by the character. */
function sortOf(code: number): number {
  if (code < 0x80) {
    if (between(code, 0x61, 0x7a) || between(code, 0x30, 0x39)) return LETTER;
    return code <= 0x20 ? SPACE : MARK;
  }
  if (between(code, 0x4e00, 0x9fff) || between(code, 0x3400, 0x4dbf)) return CHARACTER;
  if (code < 0xc0) return code === 0xa0 ? SPACE : MARK;
  if (code < 0x0e00) return LETTER;
  if (between(code, 0x0e00, 0x0eff) || between(code, 0x3040, 0x30ff) || between(code, 0xac00, 0xd7af))
    return CHARACTER;
  if (between(code, 0x2000, 0x200f) || code === 0x3000 || code === 0xfeff) return SPACE;
  return between(code, 0x0f00, 0x1fff) ? LETTER : MARK;
}

const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019;

/** The last mix of MurmurHash3: every bit of the result hangs on every bit of the hash. */
const spread = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

const joined = (before: number, next: number): number =>
  (Math.imul(before ^ (before >>> 15), 0x2c1b3c6d) + Math.imul(next, 0x297a2d39) + 0x9e3779b9) | 0;

/**
 * Cuts texts into grams, each named by a 32-bit hash: words and pairs of them, Chinese characters in runs of one to
 * three, punctuation where it stands in Chinese. A reader is used again and again and allocates nothing but a longer
 * list when a text is the longest so far.
 */
export class GramReader {
  /** Hashes of the last text, in order, one entry per occurrence; as many as `read` returned. */
  hashes: Uint32Array = new Uint32Array(4096);
  readonly #folding = foldingTable();
  readonly #run = new Int32Array(LONGEST_RUN + 1);
  readonly #cut: Cut;
  #count = 0;
  #last: string | undefined;

  constructor(cut: Cut) {
    this.#cut = cut;
  }

  /** Reads one text. @returns how many grams it has. */
  read(text: string): number {
    if (text === this.#last) return this.#count;
    this.#last = text;
    const folding = this.#folding;
    this.#count = 0;
    let words = 0;
    let characters = 0;
    let at = 0;
    while (at < text.length) {
      const code = folding[text.charCodeAt(at)] ?? 0;
      const sort = sortOf(code);
      if (sort === LETTER) {
        const start = at;
        let hash = 0x811c9dc5;
        let letter = code;
        while (sortOf(letter) === LETTER) {
          hash = Math.imul(hash ^ letter, 0x01000193);
          at += 1;
          letter = at < text.length ? (folding[text.charCodeAt(at)] ?? 0) : 0;
          if (isApostrophe(letter) && at + 1 < text.length) {
            // An apostrophe belongs to the word when letters follow.
            const after = folding[text.charCodeAt(at + 1)] ?? 0;
            if (sortOf(after) !== LETTER) break;
            hash = Math.imul(hash ^ 0x27, 0x01000193);
            at += 1;
            letter = after;
          }
        }
        this.#pieces(text, start, at);
        words = this.#runOn(hash, words, this.#cut.words);
        characters = 0;
      } else {
        at += 1;
        if (sort === CHARACTER || (sort === MARK && characters > 0)) {
          characters = this.#runOn(code, characters, this.#cut.characters);
          words = 0;
        }
      }
    }
    return this.#count;
  }

  /** Adds the grams that end with this unit. @returns how many units the next one may join. */
  #runOn(unit: number, before: number, longest: number): number {
    const run = this.#run;
    // run[n] is the hash of the n units that ended with the last one.
    const most = Math.min(before + 1, longest);
    for (let length = most; length >= 2; length -= 1) {
      const hash = joined(run[length - 1] ?? 0, unit);
      run[length] = hash;
      this.#add(hash + length);
    }
    run[1] = joined(0, unit);
    this.#add(run[1]);
    return most;
  }

  #pieces(text: string, start: number, end: number): void {
    const longest = this.#cut.pieces;
    if (longest === 0 || end - start < SHORTEST_PIECE) return;
    const folding = this.#folding;
    for (let from = start - 1; from + SHORTEST_PIECE <= end + 1; from += 1) {
      let hash = 0x517cc1b7;
      for (let length = 1; length <= longest && from + length <= end + 1; length += 1) {
        const at = from + length - 1;
        const letter = at < start || at >= end ? 0x20 : (folding[text.charCodeAt(at)] ?? 0);
        hash = joined(hash, letter);
        if (length >= SHORTEST_PIECE) this.#add(hash);
      }
    }
  }

  #add(hash: number): void {
    if (this.#count === this.hashes.length) {
      const longer = new Uint32Array(this.hashes.length * 2);
      longer.set(this.hashes);
      this.hashes = longer;
    }
    this.hashes[this.#count] = spread(hash);
    this.#count += 1;
  }
}

const readers = new Map<string, GramReader>();

/** One reader for all models that cut alike, so that a text which several of them judge is cut once. */
export function sharedReader(cut: Cut): GramReader {
  const name = `${cut.characters} ${cut.words} ${cut.pieces}`;
  const reader = readers.get(name) ?? new GramReader(cut);
  readers.set(name, reader);
  return reader;
}

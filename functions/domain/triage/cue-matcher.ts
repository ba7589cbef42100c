import { cueGraph, STEM_MARK } from './cue-graph.ts';
import type { CueNode } from './cue-graph.ts';
import { SHORTEST_STEM } from './cue-notation.ts';
import type { Units } from './units.ts';

/** A cue found in a text: what it means and which units it covers, `end` exclusive. */
export interface Hit<Meaning> {
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
}

/** Told of every cue found. */
export type Found<Meaning> = (meaning: Meaning, start: number, end: number) => void;

/** How many units `…` may skip; more would join what belongs to different thoughts. */
const GAP_UNITS = 5;

/**
 * A graph of cues in one row of numbers, because a text asks it a thousand times and should find it in the cache.
 * A node is the place where its record begins:
 *
 * | | |
 * |---|---|
 * | 0, 1 | `lowBit` and `highBit` of all symbols that may follow: most units are turned away by them |
 * | 2 | numbers of meanings, of empty choices, of gaps and of edges, a byte each |
 * | 3… | the meanings, the nodes of the empty choices, of the gaps; then symbol and node of each edge |
 */
interface PackedGraph<Meaning> {
  readonly row: Int32Array;
  readonly meanings: readonly Meaning[];
  /** Nodes that a symbol leads to from the root: the first words of all cues, asked for at every unit. */
  readonly first: readonly (readonly number[] | undefined)[];
}

const LOW = 0;
const HIGH = 1;
const COUNTS = 2;
const HEAD = 3;
const MOST = 0xff;
const lowBit = (symbol: number): number => 1 << (symbol & 31);
const highBit = (symbol: number): number => 1 << ((symbol >>> 5) & 31);

function pack<Meaning>(root: CueNode<Meaning>, symbols: number): PackedGraph<Meaning> {
  const row: number[] = [];
  const meanings: Meaning[] = [];
  const numberOfMeaning = new Map<Meaning, number>();
  const placeOf = new Map<CueNode<Meaning>, number>();
  /** Ends of cues that only mean something, by their meaning: one record for all of them. */
  const ends = new Map<Meaning, number>();

  const numberOf = (meaning: Meaning): number => {
    const known = numberOfMeaning.get(meaning);
    if (known !== undefined) return known;
    numberOfMeaning.set(meaning, meanings.length);
    return meanings.push(meaning) - 1;
  };

  const place = (node: CueNode<Meaning>): number => {
    const known = placeOf.get(node);
    if (known !== undefined) return known;
    const { meanings: own = [], empty = [], gaps = [], edges = [] } = node;
    const [only] = own;
    const isEnd = own.length === 1 && empty.length + gaps.length + edges.length === 0;
    const end = isEnd && only !== undefined ? ends.get(only) : undefined;
    if (end !== undefined) return end;
    if (Math.max(own.length, empty.length, gaps.length, edges.length) > MOST)
      throw new RangeError(`No more than ${MOST} words may follow in one place of the lexicon`);
    const at = row.length;
    placeOf.set(node, at);
    if (isEnd && only !== undefined) ends.set(only, at);
    row.push(
      edges.reduce((bits, [symbol]) => bits | lowBit(symbol), 0),
      edges.reduce((bits, [symbol]) => bits | highBit(symbol), 0),
      own.length | (empty.length << 8) | (gaps.length << 16) | (edges.length << 24),
      ...own.map(numberOf),
    );
    // Room for the nodes that follow, whose own records come behind.
    let next = row.length;
    row.length += empty.length + gaps.length + 2 * edges.length;
    for (const other of [...empty, ...gaps]) row[next++] = place(other);
    for (const [symbol, other] of edges) {
      row[next++] = symbol;
      row[next++] = place(other);
    }
    return at;
  };

  const first = Array.from({ length: symbols + 1 }, (): number[] | undefined => undefined);
  for (const [symbol, node] of root.edges ?? []) (first[symbol] ??= []).push(place(node));
  return { row: Int32Array.from(row), meanings, first };
}

interface Stem {
  readonly stem: string;
  readonly symbol: number;
}

/** A number for the first letters of a unit, which few others have. */
const beginningOf = (unit: string): number =>
  (unit.charCodeAt(0) << 20) ^ (unit.charCodeAt(1) << 10) ^ unit.charCodeAt(2);

/** Which symbols a unit may be read as: the number of its word, and those of the stems it begins with. */
class Alphabet {
  readonly #words: ReadonlyMap<string, number>;
  /** Stems by `beginningOf` them. */
  readonly #stems = new Map<number, Stem[]>();

  constructor(symbols: ReadonlyMap<string, number>) {
    this.#words = symbols;
    for (const [written, symbol] of symbols) {
      if (!written.endsWith(STEM_MARK)) continue;
      const stem = written.slice(0, -STEM_MARK.length);
      const known = this.#stems.get(beginningOf(stem)) ?? [];
      known.push({ stem, symbol });
      this.#stems.set(beginningOf(stem), known);
    }
  }

  word(unit: string): number | undefined {
    return this.#words.get(unit);
  }

  /** Stems of which the unit may have some. */
  stemsLike(unit: string): readonly Stem[] | undefined {
    return unit.length < SHORTEST_STEM ? undefined : this.#stems.get(beginningOf(unit));
  }
}

/** What a text is to the matcher: for each unit its symbols, the bits of them all, and where its clause ends. */
class SymbolRow {
  symbols = new Int32Array(512);
  /** Where the symbols of each unit begin; they end where those of the next do. */
  from = new Int32Array(0);
  low = new Int32Array(0);
  high = new Int32Array(0);
  clauseEnd = new Int32Array(0);
  count = 0;
  readonly #alphabet: Alphabet;
  #written = 0;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
  }

  /** Takes a text in place of the one before. */
  take(units: Units): void {
    const { words } = units;
    this.count = words.length;
    this.#written = 0;
    if (this.from.length <= this.count) {
      this.from = new Int32Array(2 * this.count + 1);
      this.low = new Int32Array(2 * this.count);
      this.high = new Int32Array(2 * this.count);
      this.clauseEnd = new Int32Array(2 * this.count);
    }
    for (let at = 0; at < this.count; at += 1) {
      const unit = words[at] ?? '';
      this.from[at] = this.#written;
      this.low[at] = 0;
      this.high[at] = 0;
      const word = this.#alphabet.word(unit);
      if (word !== undefined) this.#write(word, at);
      const likely = this.#alphabet.stemsLike(unit);
      if (likely) for (const { stem, symbol } of likely) if (unit.startsWith(stem)) this.#write(symbol, at);
    }
    this.from[this.count] = this.#written;
    let end = this.count;
    for (let at = this.count - 1; at >= 0; at -= 1) {
      this.clauseEnd[at] = end;
      if (units.cut(at) > 0) end = at;
    }
  }

  #write(symbol: number, at: number): void {
    if (this.#written === this.symbols.length) {
      const longer = new Int32Array(2 * this.#written);
      longer.set(this.symbols);
      this.symbols = longer;
    }
    this.symbols[this.#written] = symbol;
    this.#written += 1;
    this.low[at] = (this.low[at] ?? 0) | lowBit(symbol);
    this.high[at] = (this.high[at] ?? 0) | highBit(symbol);
  }
}

/** Reads texts by a graph of cues, one at a time. */
class Matcher<Meaning> {
  readonly #graph: Int32Array;
  readonly #meanings: readonly Meaning[];
  readonly #first: readonly (readonly number[] | undefined)[];
  readonly #text: SymbolRow;
  #found: Found<Meaning> = () => undefined;

  constructor({ row, meanings, first }: PackedGraph<Meaning>, alphabet: Alphabet) {
    this.#graph = row;
    this.#meanings = meanings;
    this.#first = first;
    this.#text = new SymbolRow(alphabet);
  }

  read(units: Units, found: Found<Meaning>): void {
    const text = this.#text;
    text.take(units);
    this.#found = found;
    for (let start = 0; start < text.count; start += 1) {
      const end = text.clauseEnd[start] ?? 0;
      const to = text.from[start + 1] ?? 0;
      for (let place = text.from[start] ?? 0; place < to; place += 1) {
        const nodes = this.#first[text.symbols[place] ?? 0];
        if (!nodes) continue;
        for (let each = 0; each < nodes.length; each += 1)
          this.#arrive(nodes[each] ?? 0, start + 1, end, start);
      }
    }
  }

  /** Goes on from a node that was reached before unit `at`; the clause ends at `end`. */
  #arrive(node: number, at: number, end: number, start: number): void {
    const graph = this.#graph;
    const counts = graph[node + COUNTS] ?? 0;
    let place = node + HEAD;
    for (const to = place + (counts & MOST); place < to; place += 1) {
      const meaning = this.#meanings[graph[place] ?? 0];
      if (meaning !== undefined) this.#found(meaning, start, at);
    }
    for (const to = place + ((counts >>> 8) & MOST); place < to; place += 1)
      this.#arrive(graph[place] ?? 0, at, end, start);
    if (at >= end) return;
    for (const to = place + ((counts >>> 16) & MOST); place < to; place += 1) {
      const gap = graph[place] ?? 0;
      this.#arrive(gap, at, end, start);
      const last = Math.min(at + GAP_UNITS, end - 1);
      for (let skipped = at + 1; skipped <= last; skipped += 1) this.#follow(gap, skipped, end, start);
    }
    this.#follow(node, at, end, start);
  }

  /** Reads unit `at` after a node. */
  #follow(node: number, at: number, end: number, start: number): void {
    const graph = this.#graph;
    const text = this.#text;
    if (((graph[node + LOW] ?? 0) & (text.low[at] ?? 0)) === 0) return;
    if (((graph[node + HIGH] ?? 0) & (text.high[at] ?? 0)) === 0) return;
    const counts = graph[node + COUNTS] ?? 0;
    const from = node + HEAD + (counts & MOST) + ((counts >>> 8) & MOST) + ((counts >>> 16) & MOST);
    const to = from + 2 * (counts >>> 24);
    const lastSymbol = text.from[at + 1] ?? 0;
    for (let place = text.from[at] ?? 0; place < lastSymbol; place += 1) {
      const symbol = text.symbols[place] ?? 0;
      for (let edge = from; edge < to; edge += 2)
        if (graph[edge] === symbol) this.#arrive(graph[edge + 1] ?? 0, at + 1, end, start);
    }
  }
}

/**
 * Compiles cues into one graph over units, so that a text is read once however large the lexicon grows. The matcher
 * tells what it found in order of the starts; hits may overlap, and one may come twice.
 */
export function compileCues<Meaning>(
  cues: Iterable<readonly [cue: string, meaning: Meaning]>,
): (units: Units, found: Found<Meaning>) => void {
  const { root, symbols } = cueGraph(cues);
  const matcher = new Matcher(pack(root, symbols.size), new Alphabet(symbols));
  return (units, found) => {
    matcher.read(units, found);
  };
}

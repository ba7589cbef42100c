/** Texts as counts of numbered grams: row r has the entries from `starts[r]` to `starts[r + 1]`. */
export interface Corpus {
  readonly rows: number;
  readonly starts: Uint32Array;
  readonly grams: Uint32Array;
  readonly counts: Uint16Array;
  /** How many different grams there are; they are numbered from 0. */
  readonly distinct: number;
}

/** A corpus whose grams are known by a 32-bit hash. */
export interface HashedCorpus extends Corpus {
  readonly hashes: Uint32Array;
}

const MOST = 65_535;

/** Grows as it is filled; a plain array of ten million numbers would take four times the memory. */
class Growing {
  values = new Uint32Array(1 << 16);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Uint32Array(this.values.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length] = value;
    this.length += 1;
  }
}

/** Numbers hashes in the order of their first coming; open addressing, since a Map of millions is slow. */
class Numbering {
  hashes = new Growing();
  #slots = new Int32Array(1 << 18).fill(-1);

  numberOf(hash: number): number {
    let slot = hash & (this.#slots.length - 1);
    for (;;) {
      const number = this.#slots[slot] ?? -1;
      if (number < 0) break;
      if (this.hashes.values[number] === hash) return number;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    const number = this.hashes.length;
    this.hashes.push(hash);
    this.#slots[slot] = number;
    if (this.hashes.length * 2 > this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let number = 0; number < this.hashes.length; number += 1) {
      let slot = (this.hashes.values[number] ?? 0) & (slots.length - 1);
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = number;
    }
    this.#slots = slots;
  }
}

/** What cuts a text: leaves its grams in `hashes` and says how many. */
export interface Reader {
  readonly hashes: Uint32Array;
  read(text: string): number;
}

/** Reads all texts and counts their grams. */
export function countGrams(texts: readonly string[], reader: Reader): HashedCorpus {
  const numbering = new Numbering();
  const starts = new Uint32Array(texts.length + 1);
  const grams = new Growing();
  const counts = new Growing();
  /** Where in `grams` a gram of the present text stands, by gram. */
  let places = new Uint32Array(1 << 16);
  for (const [row, text] of texts.entries()) {
    const start = grams.length;
    const read = reader.read(text);
    for (let at = 0; at < read; at += 1) {
      const gram = numbering.numberOf(reader.hashes[at] ?? 0);
      if (gram >= places.length) {
        const longer = new Uint32Array(places.length * 2);
        longer.set(places);
        places = longer;
      }
      const place = (places[gram] ?? 0) - 1;
      if (place >= start) counts.values[place] = Math.min(MOST, (counts.values[place] ?? 0) + 1);
      else {
        grams.push(gram);
        counts.push(1);
        places[gram] = grams.length;
      }
    }
    starts[row + 1] = grams.length;
  }
  return {
    rows: texts.length,
    starts,
    grams: grams.values.slice(0, grams.length),
    counts: Uint16Array.from(counts.values.subarray(0, counts.length)),
    distinct: numbering.hashes.length,
    hashes: numbering.hashes.values.slice(0, numbering.hashes.length),
  };
}

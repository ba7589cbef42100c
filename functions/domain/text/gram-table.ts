/** What is stored of each gram of a model. */
interface GramColumns {
  /** The low bits of a hash that say which bucket it is in. */
  readonly bits: number;
  /** How many grams each bucket holds; 2^`bits` of them. */
  readonly buckets: Uint8Array;
  /** Upper 16 bits of each gram's hash, low byte first. */
  readonly checks: Uint8Array;
  readonly rarities: Uint8Array;
  /** `width` bytes a gram. */
  readonly weights: Uint8Array;
  readonly width: number;
}

/** 16-bit cells of a gram before its bytes: its check, and how often the text has it. */
const CHECK = 0;
const OCCURRENCES = 1;
const HEAD = 2;
const CHECKS = 0x10000;

/**
 * The grams of a model by their hashes. All that is asked of a gram lies side by side, because a text asks for hundreds
 * and each costs about one visit to memory; most of those that the model lacks cost none.
 */
export class GramTable {
  /** A gram's rarity at its `bytesAt`, then its weights. */
  readonly bytes: Uint8Array;
  readonly #cells: Uint16Array;
  readonly #stride: number;
  readonly #firsts: Uint32Array;
  readonly #mask: number;
  /** A bit for each check that some gram has. */
  readonly #checks = new Int32Array(CHECKS / 32);

  constructor({ bits, buckets, checks, rarities, weights, width }: GramColumns) {
    const grams = rarities.length;
    this.#stride = HEAD + Math.ceil((1 + width) / 2);
    this.#cells = new Uint16Array(grams * this.#stride);
    this.bytes = new Uint8Array(this.#cells.buffer);
    this.#mask = 2 ** bits - 1;
    this.#firsts = new Uint32Array(buckets.length + 1);
    for (const [bucket, count] of buckets.entries())
      this.#firsts[bucket + 1] = (this.#firsts[bucket] ?? 0) + count * this.#stride;
    for (let gram = 0; gram < grams; gram += 1) {
      const cell = gram * this.#stride;
      const check = (checks[2 * gram] ?? 0) | ((checks[2 * gram + 1] ?? 0) << 8);
      this.#cells[cell + CHECK] = check;
      this.#checks[check >>> 5] = (this.#checks[check >>> 5] ?? 0) | (1 << (check & 31));
      this.bytes[bytesAt(cell)] = rarities[gram] ?? 0;
      this.bytes.set(weights.subarray(gram * width, (gram + 1) * width), bytesAt(cell) + 1);
    }
  }

  /** The cell where the gram of this hash begins, −1 when there is none. */
  find(hash: number): number {
    const check = hash >>> 16;
    if (((this.#checks[check >>> 5] ?? 0) & (1 << (check & 31))) === 0) return -1;
    const bucket = hash & this.#mask;
    const end = this.#firsts[bucket + 1] ?? 0;
    const cells = this.#cells;
    for (let cell = this.#firsts[bucket] ?? 0; cell < end; cell += this.#stride)
      if (cells[cell] === check) return cell;
    return -1;
  }

  /** Counts an occurrence. @returns how many there were before. */
  count(cell: number): number {
    const before = this.#cells[cell + OCCURRENCES] ?? 0;
    if (before < 0xffff) this.#cells[cell + OCCURRENCES] = before + 1;
    return before;
  }

  /** How often the gram was counted; forgets it. */
  take(cell: number): number {
    const count = this.#cells[cell + OCCURRENCES] ?? 0;
    this.#cells[cell + OCCURRENCES] = 0;
    return count;
  }
}

export const bytesAt = (cell: number): number => 2 * (cell + HEAD);

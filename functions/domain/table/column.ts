/** A column of numbers; what is unknown is NaN. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
  /** Of dates: the numbers are days since 1970. */
  readonly unit?: 'day';
}

/** A column of names without an order: `levels[codes[row]]`; what is unknown is −1. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** One column of a table that is learned from; all columns of a table are equally long. */
export type Column = NumberColumn | CategoryColumn;

export const UNKNOWN_CODE = -1;

/** How much of FNV-1a's output is used: 32 bits spread rows over folds finely enough. */
const mix = (hash: number, value: number): number => Math.imul(hash ^ value, 0x01000193);

/**
 * A hash of everything a row says, the same for identical rows and on every machine: rows that say the same must not be
 * on both sides of a split, or a model would be asked about what it was taught.
 */
export function rowHashes(columns: readonly Column[], rows: number, seed: number): Uint32Array {
  const hashes = new Uint32Array(rows).fill(mix(0x811c9dc5, seed));
  const bits = new DataView(new ArrayBuffer(8));
  for (const column of columns) {
    for (let row = 0; row < rows; row += 1) {
      let hash = hashes[row] ?? 0;
      if (column.kind === 'category') hash = mix(hash, column.codes[row] ?? 0);
      else {
        bits.setFloat64(0, column.values[row] ?? Number.NaN);
        hash = mix(mix(hash, bits.getUint32(0)), bits.getUint32(4));
      }
      hashes[row] = hash;
    }
  }
  return hashes.map((hash) => {
    const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
    return (twice ^ (twice >>> 16)) >>> 0;
  });
}

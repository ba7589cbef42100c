/** A row is written only over the version that it was read in. @param before the row as it is; undefined for a first one */
export const follows = (before: { readonly version: number } | undefined, version: number): boolean =>
  (before?.version ?? 0) === version - 1;

/** One key of several parts; numbers in an order that texts keep. */
export const keyOf = (...of: readonly (string | number)[]): string =>
  of.map((one) => (typeof one === 'number' ? String(one).padStart(6, '0') : one)).join('#');

import type { Write } from './table.ts';

/** A write, and what it means to the caller when its condition fails. */
export interface Guarded<Meaning> {
  readonly write: Write;
  readonly means: Meaning;
}

/** Writes whose failing means the same to the caller; those that are not needed are left out. */
export const guard = <const Meaning>(
  means: Meaning,
  ...writes: readonly (Write | undefined)[]
): Guarded<Meaning>[] => writes.flatMap((write) => (write ? [{ write, means }] : []));

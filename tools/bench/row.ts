/** One line of `npm run bench`, with a word on what was measured. */
export interface Row {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  /** What the same machine takes for the least that could be done, in the same run and unit. */
  readonly floor: number | null;
  readonly ratio: number | null;
  /** Bound of the ratio where there is a floor, of the value elsewhere. */
  readonly budget: number;
  readonly ok: boolean | null;
  readonly detail?: string;
  /** Why nothing was measured. */
  readonly skipped?: string;
}

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: number;
  readonly detail?: string;
}

/** Bytes, requests, seconds, dollars: less is better. */
export const atMost = ({ detail, ...row }: Measured): Row => ({
  ...row,
  value: rounded(row.value),
  floor: null,
  ratio: null,
  // Rounded, or three mails at 0.16 would be dearer than 0.48.
  ok: rounded(row.value) <= row.budget,
  ...(detail !== undefined && { detail }),
});

/** Things a second: more is better. */
export const atLeast = ({ detail, ...row }: Measured): Row => ({
  ...row,
  value: rounded(row.value),
  floor: null,
  ratio: null,
  ok: row.value >= row.budget,
  ...(detail !== undefined && { detail }),
});

/** At most `budget` times as long as the floor. */
export function timesTheFloor({ detail, floor, ...row }: Measured & { readonly floor: number }): Row {
  const ratio = row.value / floor;
  return {
    ...row,
    value: rounded(row.value),
    floor: rounded(floor),
    ratio: rounded(ratio),
    ok: ratio <= row.budget,
    ...(detail !== undefined && { detail }),
  };
}

export const skippedRow = (name: string, unit: string, budget: number, why: string): Row => ({
  name,
  value: null,
  unit,
  floor: null,
  ratio: null,
  budget,
  ok: null,
  skipped: why,
});

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('no median of nothing');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Four significant digits; more would be noise. */
const rounded = (value: number): number => Number(value.toPrecision(4));

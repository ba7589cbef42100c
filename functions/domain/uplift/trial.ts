import type { Column } from '../table/column.ts';

/** A randomised trial of one offer against none: who was drawn into which group, and who did what is wanted. */
export interface Trial {
  /** What was known of each row before the draw. */
  readonly columns: readonly Column[];
  /** 1 treated, 0 control, by row. */
  readonly treated: Uint8Array;
  /** 1 for the outcome that is wanted, by row. */
  readonly outcome: Uint8Array;
}

/** Share of these rows that was treated. */
export function treatedShare(trial: Trial, rows: Uint32Array): number {
  let treated = 0;
  for (const row of rows) treated += trial.treated[row] ?? 0;
  return treated / rows.length;
}

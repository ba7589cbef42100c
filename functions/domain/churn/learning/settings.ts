import type { BinningOptions } from './bins.ts';
import type { LearnerName, LearnerSettings } from './learner.ts';

/**
 * How finely each learner sees a column. Steps of a few thousand rows fit chance when they are finer; trees find
 * the few cuts they need among many.
 */
export const binning: Readonly<Record<LearnerName, BinningOptions>> = {
  ebm: { numberBins: 32, tailRows: 5, categoryRows: 5 },
  trees: { numberBins: 128, tailRows: Number.POSITIVE_INFINITY, categoryRows: 5 },
};

/** Up to so many rows chance in the choice of held-out rows is worth twice the fits. */
const FEW_ROWS = 8_000;

/** Up to so many rows trees that see few of the columns each, and a number of trees by several splits, say more. */
const VERY_FEW_ROWS = 2_000;

/**
 * Settings of both learners for a table of so many rows. Small tables are averaged over more fits, for there chance in the
 * choice of held-out rows counts most; large ones are fitted once and in fewer, larger steps, to end in minutes.
 */
export function settingsFor(rows: number): LearnerSettings {
  const small = rows <= 20_000;
  const shapes = {
    rate: small ? 0.06 : 0.08,
    mostRounds: small ? 600 : 400,
    patience: small ? 25 : 15,
    leaves: 3,
    leastRows: 20,
    ridge: 1,
  };
  return {
    ebm: {
      // From a third to ten times the bend, and ridges of 2 to 15, move no AUC on public data by more than 0.003.
      smooth: { bend: 100, ridge: 5 },
      shapes,
      pairs: shapes,
      search: { pairs: 10, rankLines: 8, lines: 12, ridge: 1 },
      bags: rows <= FEW_ROWS ? 6 : small ? 3 : 2,
      checkShare: 0.15,
    },
    trees: {
      trees: {
        rate: 0.11,
        leaves: 12,
        depth: 6,
        leastRows: 5,
        leastCurvature: 0.2,
        ridge: 1,
        rowShare: 0.8,
        columnShare: rows <= VERY_FEW_ROWS ? 0.3 : 0.7,
        leastColumns: rows <= VERY_FEW_ROWS ? 8 : 1,
        mostTrees: 220,
        patience: 30,
      },
      checkShare: 0.15,
      checks: rows <= VERY_FEW_ROWS ? 4 : 1,
    },
  };
}

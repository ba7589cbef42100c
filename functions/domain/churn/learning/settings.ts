import type { BinningOptions } from './bins.ts';
import type { LearnerSettings } from './learner.ts';

/** How finely a column is seen. More bins fit chance in sets of a few thousand rows; fewer lose a step that is there. */
export const binning: BinningOptions = { numberBins: 64, categoryRows: 5 };

/**
 * Settings of both learners for a table of so many rows. Small tables are averaged over more fits, for there chance in the
 * choice of held-out rows counts most; large ones are fitted once and in fewer, larger steps, to end in minutes.
 */
export function settingsFor(rows: number): LearnerSettings {
  const small = rows <= 20_000;
  const shapes = {
    rate: small ? 0.03 : 0.08,
    mostRounds: small ? 1500 : 400,
    patience: small ? 40 : 15,
    leaves: 3,
    leastRows: 10,
    ridge: 1,
  };
  return {
    ebm: {
      shapes,
      pairs: shapes,
      search: { pairs: 10, rankLines: 8, lines: 12, ridge: 1 },
      bags: small ? 4 : 2,
      checkShare: 0.15,
    },
    trees: {
      trees: {
        rate: 0.06,
        leaves: 15,
        depth: 7,
        leastRows: 10,
        leastCurvature: 0.5,
        ridge: 1,
        rowShare: 0.8,
        columnShare: 0.7,
        mostTrees: 300,
        patience: 30,
      },
      checkShare: 0.15,
    },
  };
}

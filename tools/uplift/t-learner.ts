import type { Column } from '../../functions/domain/table/column.ts';
import { learnFeatures, linear, termReader } from '../../functions/domain/uplift/features.ts';
import { fitOutcome, sigmoid } from '../../functions/domain/uplift/outcome-model.ts';
import type { Trial } from '../../functions/domain/uplift/trial.ts';

/** What a group's own model says of a row. */
interface TwoChances {
  readonly chanceWith: number;
  readonly chanceWithout: number;
}

/**
 * What a statistician would do first: two ridge logistic regressions, one per group, numbers as lines and names as steps.
 * @returns their chances for the rows of any columns of the same names
 */
export function tLearner(seen: Trial): (columns: readonly Column[]) => (row: number) => TwoChances {
  const features = learnFeatures(seen.columns).map((feature) =>
    feature.kind === 'number' ? { ...feature, edges: [] } : feature,
  );
  const reader = termReader(features, seen.columns);
  const everyone = Uint32Array.from(seen.treated.keys());
  const [control, treated] = [0, 1].map((group) =>
    fitOutcome(
      reader,
      seen,
      everyone.filter((row) => seen.treated[row] === group),
    ),
  );
  return (columns) => {
    const other = termReader(features, columns);
    return (row) => {
      const terms = other.read(row);
      return {
        chanceWith: sigmoid(linear(terms, treated ?? [])),
        chanceWithout: sigmoid(linear(terms, control ?? [])),
      };
    };
  };
}

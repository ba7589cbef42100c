import general from './general.model.json' with { type: 'json' };
import type { AdditiveModel } from './model.ts';
import type { ChurnModel } from './score.ts';
import { loadScorecard } from './scorecard-model.ts';

/** Models that come with Amends, by the name `npm run score -- --model` takes; each is parsed when asked for. */
export const shippedModels: ReadonlyMap<string, () => ChurnModel> = new Map([
  ['general', () => loadScorecard(general)],
]);

/**
 * The prior for a firm that has not yet trained a model on its own history. It is parsed when something is first asked of
 * it: a function that scores nobody this time starts without it.
 */
export function generalModel(): ChurnModel<AdditiveModel> {
  let loaded: ChurnModel<AdditiveModel> | undefined;
  const model = (): ChurnModel<AdditiveModel> => (loaded ??= loadScorecard(general));
  return {
    get name() {
      return model().name;
    },
    get version() {
      return model().version;
    },
    get features() {
      return model().features;
    },
    get artifact() {
      return model().artifact;
    },
    score: (row) => model().score(row),
    explain: (row, options) => model().explain(row, options),
    median: (feature) => model().median(feature),
  };
}

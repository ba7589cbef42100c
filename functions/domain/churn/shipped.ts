import { loadBoosted } from './boosted-model.ts';
import commerce from './commerce.model.json' with { type: 'json' };
import general from './general.model.json' with { type: 'json' };
import type { AdditiveModel } from './model.ts';
import type { ChurnModel } from './score.ts';
import { loadScorecard } from './scorecard-model.ts';
import telecom from './telecom.model.json' with { type: 'json' };

type ShippedName = 'general' | 'telecom' | 'commerce';

/** Models that come with Amends, by the name `npm run score -- --model` takes; each is parsed when asked for. */
export const shippedModels: ReadonlyMap<string, () => ChurnModel> = new Map<ShippedName, () => ChurnModel>([
  ['general', () => loadScorecard(general)],
  ['telecom', () => loadBoosted(telecom)],
  ['commerce', () => loadBoosted(commerce)],
]);

/** The model a setting names. */
export const shippedModel = (name: ShippedName): ChurnModel =>
  lazily<unknown>(shippedModels.get(name) ?? (() => loadScorecard(general)));

/** The prior for a firm that has neither a model of its own nor one of its trade. */
export const generalModel = (): ChurnModel<AdditiveModel> => lazily(() => loadScorecard(general));

/**
 * A model that is parsed when something is first asked of it: a function that scores nobody this time starts without it.
 */
export function lazily<Artifact>(load: () => ChurnModel<Artifact>): ChurnModel<Artifact> {
  let loaded: ChurnModel<Artifact> | undefined;
  const model = (): ChurnModel<Artifact> => (loaded ??= load());
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

import general from './general.model.json' with { type: 'json' };
import { loadModel, type ChurnModel } from './score.ts';

/** Models that come with Amends, by the name `npm run score -- --model` takes; each is parsed when asked for. */
export const shippedModels: ReadonlyMap<string, () => ChurnModel> = new Map([
  ['general', () => loadModel(general)],
]);

/** The prior for a firm that has not yet trained a model on its own history. Load once per process. */
export const generalModel = (): ChurnModel => loadModel(general);

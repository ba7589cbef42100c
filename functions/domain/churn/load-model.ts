import * as z from 'zod';
import { loadBoosted } from './boosted-model.ts';
import type { BoostedFile } from './boosted-file.ts';
import type { AdditiveModel } from './model.ts';
import type { ChurnModel } from './score.ts';
import { loadScorecard } from './scorecard-model.ts';

const formatSchema = z.object({ format: z.enum(['amends-additive/1', 'amends-boosted/1']) });

/**
 * Parses a model file of either kind, a scorecard or what `npm run train` wrote.
 * @throws z.ZodError when `json` is neither.
 */
export function loadModel(json: unknown): ChurnModel<AdditiveModel> | ChurnModel<BoostedFile> {
  return formatSchema.parse(json).format === 'amends-boosted/1' ? loadBoosted(json) : loadScorecard(json);
}

import { readFileSync } from 'node:fs';
import { OWN_MODEL_FILE } from '../../domain/churn/own-model.ts';
import { loadModel } from '../../domain/churn/load-model.ts';
import type { ChurnModel } from '../../domain/churn/score.ts';
import { lazily } from '../../domain/churn/shipped.ts';

/**
 * The model a firm trained itself, from the file that synthesis laid beside the bundle; read when something is first asked
 * of it.
 * @param beside URL of the module that scores.
 */
export const ownChurnModel = (beside: string): ChurnModel =>
  lazily<unknown>(() => loadModel(JSON.parse(readFileSync(new URL(OWN_MODEL_FILE, beside), 'utf8'))));

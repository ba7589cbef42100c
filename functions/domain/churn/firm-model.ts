import { loadModel } from './load-model.ts';
import { folded, recordRow } from './model-row.ts';
import type { ChurnModel } from './score.ts';

/** Features that our record computes of every customer. */
export const recordFeatures: readonly string[] = Object.keys(
  recordRow({ at: '1970-01-01T00:00:00.000Z' }, undefined),
);

/** A model that a firm may use, or the features that would be unknown of all its customers for ever. */
type FirmModel =
  | { readonly ok: true; readonly model: ChurnModel }
  | { readonly ok: false; readonly unknown: readonly string[] };

/**
 * Reads a firm's own model and holds its features against what we can know of a customer.
 * @param columns of the firm's customer file that the record keeps beside its own, in any spelling.
 * @throws z.ZodError when `json` is no model file.
 */
export function firmModel(json: unknown, columns: readonly string[]): FirmModel {
  const model = loadModel(json);
  const kept = new Set(columns.map(folded));
  const unknown = model.features
    .map(({ name }) => name)
    .filter((name) => !recordFeatures.includes(name) && !kept.has(folded(name)));
  return unknown.length === 0 ? { ok: true, model } : { ok: false, unknown };
}

import type { Language } from '../language.ts';
import { categorySchema, type CategoryId } from './categories.ts';
import { flagSchema, type Flag } from './judgement.ts';
import { flagPack, packsOf } from './packs.ts';

/** Below this the category pack guesses among nineteen causes. */
const CAUSE_FROM = 0.6;

/** How much a text reads like those that bear each flag, 0 to 1. */
export type FlagChances = ReadonlyMap<Flag, number>;

/** What the net of flags makes of a text: of each flag the most that any of its passages gets. */
export function flagChances(passages: readonly string[]): FlagChances {
  const pack = flagPack();
  const most = new Float64Array(pack.labels.length);
  for (const passage of passages)
    for (const [index, chance] of pack.marks(passage).entries())
      most[index] = Math.max(most[index] ?? 0, chance);
  const chances = new Map<Flag, number>();
  for (const [index, label] of pack.labels.entries()) {
    const flag = flagSchema.safeParse(label);
    if (flag.success) chances.set(flag.data, most[index] ?? 0);
  }
  return chances;
}

/** −1 to 1 as the sentiment pack of the language hears it; undefined in a language we do not read. */
export function likelyMood(text: string, language: Language): number | undefined {
  const pack = packsOf(language)?.sentiment();
  if (!pack) return undefined;
  const good = pack.probabilities(text)[pack.labels.indexOf('good')];
  return good === undefined ? undefined : 2 * good - 1;
}

/** The cause that the category pack of the language is sure of, if it is of any. */
export function likelyCause(
  text: string,
  language: Language,
): { readonly category: CategoryId; readonly chance: number } | undefined {
  const pack = packsOf(language)?.category();
  if (!pack) return undefined;
  const { label, confidence } = pack.classify(text);
  const category = categorySchema.safeParse(label);
  return category.success && confidence >= CAUSE_FROM
    ? { category: category.data, chance: confidence }
    : undefined;
}

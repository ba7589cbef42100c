import type { Language } from '../language.ts';
import { categorySchema, type CategoryId } from './categories.ts';
import { flagSchema, type Flag } from './judgement.ts';
import { flagPack, packsOf } from './packs.ts';

/** From here on a text reads like those that bear a flag: chosen for recall, up to one ordinary review in twenty-four passes it. */
const FLAG_FROM = 0.32;
/** Below this the category pack guesses among nineteen causes. */
const CAUSE_FROM = 0.6;

export interface LikelyFlag {
  readonly flag: Flag;
  /** 0 to 1. */
  readonly chance: number;
}

/** Flags whose written examples the text resembles: a second net under the rules, which know only words. */
export function likelyFlags(text: string): LikelyFlag[] {
  const pack = flagPack();
  const likely: LikelyFlag[] = [];
  for (const [index, chance] of pack.marks(text).entries()) {
    if (chance < FLAG_FROM) continue;
    const flag = flagSchema.safeParse(pack.labels[index]);
    if (flag.success) likely.push({ flag: flag.data, chance });
  }
  return likely;
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

import type { Language } from '../language.ts';
import { categorySchema, type CategoryId } from './categories.ts';
import { askSchema, flagSchema, kindSchema, type Ask, type Flag, type Kind } from './judgement.ts';
import type { TextModel } from '../text/model.ts';
import { flagPack, intentPack, packsOf } from './packs.ts';

/** Below this the category pack guesses among nineteen causes. */
const CAUSE_FROM = 0.6;

/** How much a text reads like those that bear each flag, 0 to 1. */
export type FlagChances = ReadonlyMap<Flag, number>;

/** What the labels of a pack stand for, found out once: a text asks for each of them. */
function onceOf<T>(pack: () => TextModel, read: (label: string) => T): () => readonly T[] {
  let known: readonly T[] | undefined;
  return () => (known ??= pack().labels.map(read));
}

const flagLabels = onceOf(flagPack, (label) => flagSchema.parse(label));

/** What the net of flags makes of a text: of each flag the most that any of its passages gets. */
export function flagChances(passages: readonly string[]): FlagChances {
  const pack = flagPack();
  const flags = flagLabels();
  const most = new Float64Array(flags.length);
  for (const passage of passages) {
    const chances = pack.marks(passage);
    for (let at = 0; at < most.length; at += 1) most[at] = Math.max(most[at] ?? 0, chances[at] ?? 0);
  }
  return new Map(flags.map((flag, at) => [flag, most[at] ?? 0]));
}

/** From here on a text reads like those that are no complaint, or ask for something. */
const INTENT_FROM = 0.35;

/** What a text reads like where rules are silent, each with its chance. */
export interface LikelyIntent {
  readonly kind?: { readonly kind: Kind; readonly chance: number };
  readonly ask?: Ask;
  /** Of each kind but complaint. */
  readonly chances: ReadonlyMap<Kind, number>;
}

const intentLabels = onceOf(intentPack, (label) => {
  const [about, name] = label.split('.');
  return about === 'kind' ? { kind: kindSchema.parse(name) } : { ask: askSchema.parse(name) };
});

/** What a text reads like that its writer wants: a kind other than complaint, and a remedy. */
export function likelyIntent(text: string): LikelyIntent {
  const labels = intentLabels();
  const found = intentPack().marks(text);
  const chances = new Map<Kind, number>();
  let kind: LikelyIntent['kind'];
  let ask: { ask: Ask; chance: number } | undefined;
  for (const [at, label] of labels.entries()) {
    const chance = found[at] ?? 0;
    if (label.kind !== undefined) {
      chances.set(label.kind, chance);
      if (chance >= (kind?.chance ?? INTENT_FROM)) kind = { kind: label.kind, chance };
    } else if (chance >= (ask?.chance ?? INTENT_FROM)) ask = { ask: label.ask, chance };
  }
  return { ...(kind && { kind }), ...(ask && { ask: ask.ask }), chances };
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

import type { Language } from '../language.ts';
import { loadTextModel, type TextModel } from '../text/model.ts';
import categoryEn from './packs/category-en.model.json' with { type: 'json' };
import categoryZh from './packs/category-zh.model.json' with { type: 'json' };
import flags from './packs/flags.model.json' with { type: 'json' };
import intents from './packs/intents.model.json' with { type: 'json' };
import sentimentEn from './packs/sentiment-en.model.json' with { type: 'json' };
import sentimentZh from './packs/sentiment-zh.model.json' with { type: 'json' };

/** Opened at the first text, not at import: most functions that carry triage never read one. */
function lazily(json: unknown): () => TextModel {
  let opened: TextModel | undefined;
  return () => (opened ??= loadTextModel(json));
}

interface PackPair {
  readonly category: () => TextModel;
  readonly sentiment: () => TextModel;
}

const english: PackPair = { category: lazily(categoryEn), sentiment: lazily(sentimentEn) };
const chinese: PackPair = { category: lazily(categoryZh), sentiment: lazily(sentimentZh) };

/** The packs of a language; none where we do not read it. */
export const packsOf = (language: Language): PackPair | undefined =>
  language === 'und' ? undefined : language === 'en' ? english : chinese;

/** Both languages in one: people mix them. */
export const flagPack: () => TextModel = lazily(flags);

/** What people want, kinds and asks, both languages in one. */
export const intentPack: () => TextModel = lazily(intents);

import * as z from 'zod';

/** Languages that triage tells apart; `und` says honestly that it is another one. */
export const languageSchema = z.enum(['en', 'zh-Hans', 'zh-Hant', 'und']);
export type Language = z.infer<typeof languageSchema>;

/** Languages that we write in. */
export const localeSchema = z.enum(['en', 'zh-Hans']);
export type Locale = z.infer<typeof localeSchema>;

/** The language we answer in: what the customer chose, else what they wrote in, else the firm's first. */
export function localeFor(chosen: string | undefined, written: Language, fallback: Locale): Locale {
  if (chosen !== undefined && chosen !== '') {
    if (/^zh\b/i.test(chosen)) return 'zh-Hans';
    if (/^en\b/i.test(chosen)) return 'en';
  }
  if (written === 'zh-Hans' || written === 'zh-Hant') return 'zh-Hans';
  return written === 'en' ? 'en' : fallback;
}

const han = /\p{Script=Han}/gu;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const latin = /\p{Script=Latin}/gu;

/**
 * The language to answer in, by script alone: Chinese where Chinese characters say more than Latin letters do (one
 * character is about a word of five letters) and no Japanese syllable stands beside them, English for Latin letters.
 * Triage tells languages apart properly, a moment later.
 */
export function languageByScript(text: string): Language {
  const characters = text.match(han)?.length ?? 0;
  const letters = text.match(latin)?.length ?? 0;
  if (characters * 5 >= letters && characters > 0) return kana.test(text) ? 'und' : 'zh-Hans';
  return letters > 0 ? 'en' : 'und';
}

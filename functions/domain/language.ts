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

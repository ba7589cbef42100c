import type { Language } from '../language.ts';
import { chineseCharacter } from './chinese-script.ts';
import type { Units } from './units.ts';

const list = (text: string) => text.split(/\s+/);

/** Words that English cannot do without. */
const ENGLISH =
  list(`the and is of to my i you it was not that for with have has had but this are be on in at from your
  we they he she me our been will would can could do did does an as so if or by what when how why who no there their
  after just about please because which any all were am than then them us its still now get got`);

/** Words other languages written in Latin letters cannot do without, unless English has them too. */
const OTHER =
  list(`le la les des est et vous je ne pas une pour dans que qui sur avec mon ma votre nous mais cette très
  der das und ich nicht ist ein eine mein meine mit auf für sie wir von zu bitte habe den dem es aber wurde
  el los las por mi con para pero muy su una del lo se está fue mis il gli che non di un per sono mio della è ho
  os não em um uma meu minha foi het een niet ik van mijn zijn maar nie jest się na mój och inte jag är det att som
  og ikke jeg er på ve bir bu için çok không là tôi của saya tidak yang dan ini hindi ang mga ko`);

/** Whether a word is one of English or of another language; English where it is both. */
const IS_ENGLISH: ReadonlyMap<string, boolean> = new Map([
  ...OTHER.map((word) => [word, false] as const),
  ...ENGLISH.map((word) => [word, true] as const),
]);

/** A Chinese character says about as much as half an English word, and names of products are Latin everywhere. */
const HAN_PER_WORD = 1.5;
const KANA_SHARE = 0.08;
const ENGLISH_SHARE = 0.12;
const LETTERS_PER_WORD = 4;
/** Below this many words a known cue has to stand in for the missing function words. */
const SHORT_WORDS = 8;

const isLatin = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0x24f);

function characterCounts(text: string) {
  const counts = { han: 0, kana: 0, other: 0, simplified: 0, traditional: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x370) continue;
    if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)) {
      counts.han += 1;
      const { script } = chineseCharacter(code);
      if (script === 'simplified') counts.simplified += 1;
      else if (script === 'traditional') counts.traditional += 1;
    } else if (code >= 0x3040 && code <= 0x30ff) counts.kana += 1;
    else if ((code <= 0x1fff && code >= 0x370) || (code >= 0xac00 && code <= 0xd7af)) counts.other += 1;
  }
  return counts;
}

/**
 * The language a text is mainly written in. `knownWords`: how many words of it the lexicon knows, the only evidence
 * in a text as short as "refund please". Japanese, French and all the rest are `und`: said rather than guessed.
 */
export function writtenLanguage(units: Units, knownWords: number): Language {
  const counts = characterCounts(units.text);
  let latin = 0;
  let english = 0;
  let other = 0;
  for (const word of units.words) {
    if (!isLatin(word.charCodeAt(0))) continue;
    latin += 1;
    const isEnglish = IS_ENGLISH.get(word);
    if (isEnglish === true) english += 1;
    else if (isEnglish === false) other += 1;
  }
  if (counts.other / LETTERS_PER_WORD > Math.max(latin, counts.han / HAN_PER_WORD)) return 'und';
  if (counts.han + counts.kana > latin * HAN_PER_WORD) {
    if (counts.kana > KANA_SHARE * (counts.han + counts.kana)) return 'und';
    return counts.traditional > counts.simplified ? 'zh-Hant' : 'zh-Hans';
  }
  if (latin === 0) return 'und';
  if (english > other && english >= latin * ENGLISH_SHARE) return 'en';
  return latin <= SHORT_WORDS && other === 0 && knownWords > 0 ? 'en' : 'und';
}

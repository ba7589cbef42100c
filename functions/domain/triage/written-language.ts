import type { Language } from '../language.ts';
import { chineseCharacter } from './chinese-script.ts';
import type { Units } from './units.ts';

const list = (text: string) => text.split(/\s+/);

/** Words that English cannot do without. */
const ENGLISH =
  list(`the and is of to my i you it was not that for with have has had but this are be on in at from your
  we they he she me our been will would can could do did does an as so if or by what when how why who no there their
  after just about please because which any all were am than then them us its still now get got
  hi hello hey thanks thank sorry yes help broken late wrong missing where when refund parcel order delivery charged
  never nothing nobody anyone something working doesn't don't can't isn't didn't i'm i've it's`);

/** Words other languages written in Latin letters cannot do without, unless English has them too. */
const OTHER =
  list(`le la les des est et vous je ne pas une pour dans que qui sur avec mon ma votre nous mais cette très
  der das und ich nicht ist ein eine mein meine mit auf für sie wir von zu bitte habe den dem es aber wurde
  el los las por mi con para pero muy su una del lo se está fue mis il gli che non di un per sono mio della è ho
  os não em um uma meu minha foi het een niet ik van mijn zijn maar nie jest się na mój och inte jag är det att som
  og ikke jeg er på ve bir bu için çok không là tôi của saya tidak yang dan ini hindi ang mga ko
  merci bonjour commande colis remboursement produit cassé voudrais très où quand ça été j'ai n'ai c'est svp
  danke hallo bestellung paket kaputt rechnung wo bleibt geld zurück hilfe alles ihr ihre wann warum noch keine kein
  hola gracias pedido llegó llegado dinero quiero ayuda producto roto funciona servicio necesito está estoy cuándo dónde
  grazie ciao ordine pacco rotto arrivato soldi vorrei perché quando dov'è
  obrigado obrigada olá encomenda produto chegou dinheiro quero onde meus minhas
  bedankt hallo bestelling kapot pakket geld terug waar wanneer waarom geen
  dzień dobry paczka zamówienie pieniądze zwrot gdzie moja moje proszę dziękuję
  tack hej beställning trasig pengarna tillbaka var när varför takk pakken hvor hvornår tak pakke ordre mangler
  siparişim teşekkürler iade nerede lütfen gelmedi hâlâ param
  đơn hàng chưa đến cảm ơn hoàn tiền bị hỏng
  pesanan belum barang sampai uang kembali terima kasih rusak tolong
  salamat pera ibalik dumating ang po wala pa yung
  mera meri mere nahi aaya abhi tak paisa paise wapas chahiye hai kya kab bhai aur ka ki ke
  watashi desu masu kudasai shouhin todokimasen arigatou henkin mada konnichiwa chuumon shita kara
  wo ni nimen tui kuan qing gei mei dao kuaidi shenme zenme shouji huai xiexie yao hen bu
  ngo nei hai mou goi jan zo lei hou gam nei5 ngo5 dou m4 aa3 mei5 ge3 bei
  tilaukseni ei ole paketti missä kiitos kde je moje objednávka zásilka děkuji comanda mea nu ajuns unde coletul
  csomagom nem érkezett hol köszönöm rendelésem wapi oda yangu asante`);

/** Words of two characters that only traditional writing has, though simplified writing has each character. */
const TRADITIONAL_WORDS = /回覆|答覆|覆我|哪裏|計畫|瞭解|乾淨|週末|週日|連絡|慾望|份量|佈置/;
/** Spoken Cantonese has characters of its own; they say nothing of the script around them, and stand mostly in traditional. */
const IS_CANTONESE: ReadonlySet<number> = new Set(
  Array.from('嘅唔冇咗哋係佢喺嚟啲嘢乜嗰咁俾畀', (character) => character.charCodeAt(0)),
);
/** What somebody quotes from a label, `おいしい水` among Chinese: it is not what they write in. */
const QUOTED = /[“「『"][^”」』"]{0,40}[”」』"]/g;

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
  const counts = { han: 0, kana: 0, other: 0, simplified: 0, traditional: 0, cantonese: 0 };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x370) continue;
    if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)) {
      counts.han += 1;
      const { script } = chineseCharacter(code);
      if (IS_CANTONESE.has(code)) counts.cantonese += 1;
      else if (script === 'simplified') counts.simplified += 1;
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
  const unquoted = counts.kana > 0 ? characterCounts(units.text.replaceAll(QUOTED, '')) : counts;
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
    if (unquoted.kana > KANA_SHARE * (unquoted.han + unquoted.kana)) return 'und';
    const traditional = counts.traditional + (TRADITIONAL_WORDS.test(units.text) ? 1 : 0);
    if (traditional > counts.simplified) return 'zh-Hant';
    return counts.simplified === 0 && counts.cantonese > 0 ? 'zh-Hant' : 'zh-Hans';
  }
  if (latin === 0) return 'und';
  if (english > other && english >= latin * ENGLISH_SHARE) return 'en';
  return latin <= SHORT_WORDS && other === 0 && knownWords > 0 ? 'en' : 'und';
}

/**
 * How much a text looks like something written, to tell a right decoding from a wrong one: bytes of one charset are
 * valid in many others, but come out there as rare ideographs, capitals inside words or rows of accents.
 */

/** The commonest characters of Chinese, simplified and traditional: half of any text, a twentieth of a misread one. */
const commonHan = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四总何电数安少报才结反受目太量再感建务做接必场件计管期市直资命金指许区保至便空决展司五书非则听白却放强像难且思完设式色路记品住告类求据程边该交规取望觉确今切让带运吃送买货客服订单退款快房间店价格质差错吗吧您请谢投诉' +
    '這個們來為國說時會對過後發經樣現當沒動還進實無與長機關點業將兩間問並應頭體見產話給門員東聲論處義幾條題變總電數報結務場計資許區決書則聽強難設記類據邊該規覺確讓帶運請謝訂單貨買賣質價錢嗎麼裡週郵處',
);
/** What Japanese writes with between its kana, beyond what Chinese has among its commonest. */
const commonKanji = new Set(
  '届返願連絡交換対応良購員申訳注文商料配達荷物壊予約解決電番号会社客様担当説明変更払込領収証書店舗昨今朝夜午週末何度待遅早壊替戻図円銀座駅県町村思言読食飲見聞買売使作知持来帰開閉始終続止動働',
);
/** The commonest syllables of Korean, two thirds of any text. */
const commonHangul = new Set(
  '이다는을를의가에은하고지니해서로한도기습요어사아나자시인그있것제일수대부정주리들만안보상무전과합세게라면되여오장조스교환불품문받았었했없않겠네까며당신원구매배송고객용신청확처답변화연락금액입계약취소품질문제감용직접못',
);
const frequentCyrillic = new Set(
  Array.from('оеаинтсрвліОЕАИНТСРВЛІ', (letter) => letter.codePointAt(0) ?? 0),
);
const asianMarks = new Set('，。！？、；：“”‘’（）《》【】「」『』…—～·　％￥①②③④⑤０１２３４５６７８９');

/** What a character counts that is valid and not common: names and rarer words are made of them. */
const rare = 0.4;

/** Enough characters for a judgement; more would only cost time. */
const WINDOW = 2_000;

interface Counts {
  total: number;
  common: number;
  han: number;
  /** Ideographs common in Chinese or Japanese. */
  kanji: number;
  kana: number;
  halfKana: number;
  hangul: number;
  /** Those of the Korean syllables that are common. */
  syllables: number;
  marks: number;
  cyrillic: number;
  /** Those of the Cyrillic letters that make up two thirds of any text; Greek or Hebrew misread as Cyrillic has a third. */
  frequent: number;
  capitalsInside: number;
  /** Letters of Latin-1 and its like beside another of them: rows of accents are no word. */
  accents: number;
  crowded: number;
  /** Letters of other alphabets. */
  others: number;
}

/** 0 nobody writes this, 1 people do. Null when the text has nothing beyond ASCII that could tell. */
export function plausibility(text: string): number | null {
  const found = count(text);
  const { total, common, han, kanji, kana, halfKana, hangul, syllables, marks } = found;
  const { cyrillic, frequent, capitalsInside, accents, crowded, others } = found;
  // Of Greek, Hebrew, Arabic, Thai and others nothing is known here.
  if (total === 0 || others * 2 > total) return null;
  if (cyrillic * 2 > total)
    return (frequent + rare * (cyrillic - frequent) - 2 * capitalsInside + marks) / total + 0.1;
  if (accents * 2 > total) return (accents - crowded) / total;
  if (hangul > han) return (syllables + rare * (hangul - syllables) + marks) / total;
  // Kana make Japanese of the ideographs beside them; a misread text has a stray one.
  const japanese = kana * 5 >= han + kana ? (kana + kanji + rare * (han - kanji) + marks) / total : 0;
  const chinese = (common + rare * (han - common) + marks) / total;
  return Math.max(0, Math.max(japanese, chinese) - halfKana / total);
}

function count(text: string): Counts {
  const found: Counts = {
    total: 0,
    common: 0,
    han: 0,
    kanji: 0,
    kana: 0,
    halfKana: 0,
    hangul: 0,
    syllables: 0,
    marks: 0,
    cyrillic: 0,
    frequent: 0,
    capitalsInside: 0,
    accents: 0,
    crowded: 0,
    others: 0,
  };
  let before = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x80) {
      found.total += 1;
      note(found, character, code, before);
      if (found.total >= WINDOW) break;
    }
    before = code;
  }
  return found;
}

/** The letters of Russian, Ukrainian, Belarusian and Bulgarian; the rest of the block is rare and what misreadings hit. */
const isCyrillic = (code: number): boolean =>
  (code >= 0x410 && code <= 0x44f) || [0x401, 0x451, 0x404, 0x454, 0x406, 0x456, 0x407, 0x457].includes(code);

function note(found: Counts, character: string, code: number, before: number): void {
  if (code >= 0x4e00 && code <= 0x9fff) {
    found.han += 1;
    if (commonHan.has(character)) found.common += 1;
    if (commonHan.has(character) || commonKanji.has(character)) found.kanji += 1;
  } else if (asianMarks.has(character) || (code >= 0x2010 && code <= 0x2026) || code === 0xa0)
    found.marks += 1;
  else if (code >= 0x3040 && code <= 0x30ff) found.kana += 1;
  else if (code >= 0xff61 && code <= 0xff9f) found.halfKana += 1;
  else if (code >= 0xac00 && code <= 0xd7a3) {
    found.hangul += 1;
    if (commonHangul.has(character)) found.syllables += 1;
  } else if (isCyrillic(code)) {
    found.cyrillic += 1;
    if (frequentCyrillic.has(code)) found.frequent += 1;
    const isSmall = (letter: number) => letter >= 0x430 && letter <= 0x45f;
    if (!isSmall(code) && isSmall(before)) found.capitalsInside += 1;
  } else if (code >= 0xa1 && code <= 0x17f) {
    found.accents += 1;
    if (before >= 0xa1 && before <= 0x17f) found.crowded += 1;
  } else if (code >= 0x370 && code < 0x2000) found.others += 1;
}

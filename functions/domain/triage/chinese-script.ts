import pairs from './chinese-script.json' with { type: 'json' };

/**
 * Traditional characters of daily writing (Big5 level 1) and, at the same place, their simplified forms (GB 2312
 * level 1). The lexicon is written in simplified characters only; folding makes it read both scripts.
 * One character to one character: enough to match words, not to publish a conversion. Pairs as in OpenCC (Apache-2.0).
 */
const TRADITIONAL = pairs.traditional.join('');

const SIMPLIFIED = pairs.simplified.join('');

/** Simplified forms that traditional text also uses as characters of their own (台, 面, 只): no evidence of script. */
const USED_IN_BOTH = new Set(
  [
    '吊泛凶污占布并儿恤佛拼于升系局克奸尸后拐泄抵杯幸秘托回只斗干念昆雕卷挨挂采舍杆朱弦扎唇修扣家杰吃几涌',
    '酸困注周云佣栗准捆里夸游巨仆雇划伙折杠彩台席搜制志狸挽合么征戚欲扑梁谷范致卜虱刮余朴御蓑筑咨表沾哄岳',
    '蒙姜溪糖丑板喂向沈愈苔荐虫丰秋松冬咽坏痴帘愿胡曲娘症噪咸面出辟听岩晒才霉千郁吁',
  ].join(''),
);

/** Written only for spoken Cantonese, hence in traditional script. */
const CANTONESE = '嘅唔冇咗哋係佢喺嚟啲';

type Script = 'simplified' | 'traditional' | 'both';

const fold = new Map(
  Array.from(TRADITIONAL).map((character, place) => [character, SIMPLIFIED.charAt(place)]),
);
const traditionalForms = new Set([...fold.keys(), ...Array.from(CANTONESE)]);
const simplifiedForms = new Set(Array.from(SIMPLIFIED).filter((character) => !USED_IN_BOTH.has(character)));

function lookUp(character: string): { folded: string; script: Script } {
  const folded = fold.get(character) ?? character;
  if (traditionalForms.has(character)) return { folded, script: 'traditional' };
  return { folded, script: simplifiedForms.has(character) ? 'simplified' : 'both' };
}

/** Every traditional character of daily writing with its simplified form, as UTF-16 code units. */
export const simplifiedPairs = (): readonly (readonly [traditional: number, simplified: number])[] =>
  Array.from(TRADITIONAL).map((character, place) => [character.charCodeAt(0), SIMPLIFIED.charCodeAt(place)]);

/**
 * What was looked up before, by code unit: a text asks for every one of its characters. The whole room at once, for an
 * array that is filled here and there is no longer read by index but searched.
 */
let seen: (ReturnType<typeof lookUp> | undefined)[] | undefined;
const CODES = 0x10000;

/** The simplified form of a Chinese character, and which script writes it when only one of the two does. */
export function chineseCharacter(code: number): { readonly folded: string; readonly script: Script } {
  seen ??= Array.from({ length: CODES });
  return (seen[code] ??= lookUp(String.fromCharCode(code)));
}

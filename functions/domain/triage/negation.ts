import type { Reading } from './reading.ts';
import type { Units } from './units.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

const list = (text: string) => text.split(' ');
const words = (text: string) => new Set(list(text));

const NEGATORS = list('not no never without nobody none neither nor nothing hardly noone 没 不 无 未 非');
/** Of a threat: 不 and 没 stand in too many words. */
const DENIALS = words('not no never without nobody none');
/** After these a negator does not deny: `not only dangerous but…`. */
const NOT_DENYING = words('only just even merely simply');
/** What may stand between a negator and what it denies. Anything else ends its reach: `not used this dangerous thing`. */
const LIGHT = list(
  'a an any the is was are were be been being to one really actually it this that of issue got get has have had do did does ' +
    'you he she they think thinking saying suggesting anybody anyone seriously badly at all real safety very so too particularly especially even big major sort kind my your there risk ' +
    '有 人 任 何 是 会 被 因 此 受 出 现 发 生 造 成 到 什 么 算 打 太 很 怎 特 别 那 这 了 真 属 于 存 在 涉 及 导 致 引 起 你 们 您 他 她 觉 得 过 够 多 非 常 大',
);
const DENIES: ReadonlyMap<string, boolean> = new Map([
  ...LIGHT.map((word) => [word, false] as const),
  ...NEGATORS.map((word) => [word, true] as const),
]);
const REACH = 6;

/** Chinese words that turn a denial into its opposite: 难道不危险, 差点没起火. */
const RHETORICAL = /难道|岂|差点|差一点|以为|谁说/;
const RHETORICAL_REACH = 12;

/** Words of a withdrawal at most: `I do not want to make a complaint to the…`. */
const RETRACTION_REACH = 10;
/** Withdrawing a threat takes more than a `not` nearby: only these say that it will not be carried out. */
const RETRACTION_EN =
  /\b(?:not|never|no)(?: (?:going|gonna|planning|intending|threatening|looking|trying|proposing|intend|propose|intention|intentions|plan|plans|a|an|any|the|about|of|to|be|being|taking|this|is|go|take|call|calling|make|making|file|filing|lodge|lodging|raise|raising|complaint|complain|claim|formal|official|involve|involving|bring|bringing|get|getting|contact|contacting|run|running|post|posting|plaster|plastering|put|putting|report|reporting|need|reason|type|sort|kind|person|one|who|that|for|it|all|over|my|your|you|them|dream|want|wanting|wish|interested|in))*$/;
/** What is not wanted may yet be done. */
const RELUCTANT_EN = /\b(?:want|wanting|wish)\b/;
const RETRACTION_ZH =
  /(?:不会|不打算|没打算|没有打算|没打算过|无意|不必|不用|无需|不需要|没有要|不是要|不是想|唔系想|唔会|没想过|没想要?|没空|懒得|犯不着|不至于|不是|并非|没要|没有|不想|唔想|不愿)(?:再|去|来|找|走|向|要|用|打|给|上|搞|搞上|上网|闹到|闹上|到网上|去网上|在网上|发到网上|去?(?:跟|和)你们打)?$/;
const RELUCTANT_ZH = /(?:不想|唔想|不愿)[^,，]*$/;
/** Turns a wish not to into a threat to: `I do not want to sue but I will`. */
const AND_YET =
  /\b(?:but|unless|if|however|though|otherwise|or|yet)\b|但|不过|除非|否则|如果|要是|逼|只能|只好|可是|不然|可你/;

/** Where the last words of the clause begin that stand before a unit, `reach` of them at most. */
function clauseBefore(units: Units, start: number, reach: number): number {
  let from = start;
  while (from > 0 && start - from < reach && units.cut(from) === 0) from -= 1;
  return from;
}

/** Whether a denial right before the span takes it back: `no injuries`, `无人受伤`. Two denials assert. */
export function isDenied(units: Units, span: Span): boolean {
  const { words } = units;
  const from = clauseBefore(units, span.start, REACH);
  let denials = 0;
  for (let at = span.start - 1; at >= from; at -= 1) {
    const denies = DENIES.get(words[at] ?? '');
    if (denies === undefined) break;
    if (denies && (at + 1 === span.start || !NOT_DENYING.has(words[at + 1] ?? ''))) denials += 1;
  }
  if (denials !== 1) return false;
  return !RHETORICAL.test(
    words.slice(clauseBefore(units, span.start, RHETORICAL_REACH), span.start).join(''),
  );
}

/** As `isDenied`, but never in a question (`Is this not dangerous?`) nor inside somebody else's quoted words. */
export const isDeniedForGood = (units: Units, span: Span): boolean =>
  !units.inQuestion(span.start) && !units.quoted(span.start) && isDenied(units, span);

/**
 * Whether a threat is withdrawn: `I am not going to sue`, 不会起诉. A condition or a question keeps it alive
 * (`I won't sue if you pay`), and so does any other word in between (`don't make me call a lawyer`).
 */
export function isWithdrawn(units: Units, span: Span, conditionalSentences: ReadonlySet<number>): boolean {
  if (units.inQuestion(span.start) || conditionalSentences.has(units.sentence(span.start))) return false;
  const before = units.words.slice(clauseBefore(units, span.start, RETRACTION_REACH), span.start);
  const chinese = before.join('');
  if (RHETORICAL.test(chinese) || /不(?:得|能|会|是)不/.test(chinese)) return false;
  const english = before.join(' ');
  if (!RETRACTION_EN.test(english) && !RETRACTION_ZH.test(chinese)) return false;
  // Two denials assert: `do not think I will not sue`.
  if (before.filter((word) => DENIALS.has(word)).length > 1) return false;
  if (!RELUCTANT_EN.test(english) && !RELUCTANT_ZH.test(chinese)) return true;
  return !AND_YET.test(sentenceAfter(units, span.end));
}

/** The rest of the sentence, and the one after it. */
function sentenceAfter(units: Units, from: number): string {
  const last = units.sentence(from - 1) + 1;
  let to = from;
  while (to < units.words.length && units.sentence(to) <= last) to += 1;
  return units.words
    .slice(from, to)
    .join(' ')
    .replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

const FIRM = words(
  'you your yours agent agents staff website site email leaflet terms letter page policy manual he she they advisor 你 您 客 页 条 网 短 邮 店 商 公',
);
/** What a firm has written, which is no deed of anybody. */
const DOCUMENT = words(
  'website site email emails leaflet terms letter page policy manual code charter banner poster sign footer slogan brochure app newsletter handbook auto message reply statement 页 条 网 短 邮 册 公 守 则 海 单 牌 横',
);
const SPEECH = words(
  'said says say told wrote states stated replied reads read claimed claims tells tell stating saying asks reminds 说 称 写 回 告 讲 让 叫',
);
const ATTRIBUTION_REACH = 10;

/**
 * Whether the span stands in quotation marks that give the firm's words: `your site says "contact the ombudsman"`.
 * `written` asks for a text of the firm: what its people said may be the very thing that is complained of.
 */
export function quotesTheFirm({ units }: Reading, span: Span, written = false): boolean {
  if (!units.quoted(span.start)) return false;
  let first = span.start;
  while (first > 0 && units.quoted(first - 1)) first -= 1;
  const before = units.words.slice(Math.max(0, first - ATTRIBUTION_REACH), first);
  const firm = written ? DOCUMENT : FIRM;
  return before.some((word) => firm.has(word)) && before.some((word) => SPEECH.has(word));
}

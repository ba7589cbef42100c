import type { Reading } from './reading.ts';
import type { Units } from './units.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

const words = (text: string) => new Set(text.split(' '));

const NEGATORS = words('not no never without nobody none neither nor nothing hardly noone 没 不 无 未 非');
/** After these a negator does not deny: `not only dangerous but…`. */
const NOT_DENYING = words('only just even merely simply');
/** What may stand between a negator and what it denies. Anything else ends its reach: `not used this dangerous thing`. */
const LIGHT = words(
  'a an any the is was are were be been being to one really actually it this that of issue got get has have had do did does ' +
    'anybody anyone seriously badly at all real safety very so too particularly especially even big major sort kind my your there risk ' +
    '有 人 任 何 是 会 被 因 此 受 出 现 发 生 造 成 到 什 么 算 打 太 很 怎 特 别 那 这 了 真 属 于 存 在 涉 及 导 致 引 起 过 够 多 非 常 大',
);
const REACH = 6;

/** Chinese words that turn a denial into its opposite: 难道不危险, 差点没起火. */
const RHETORICAL = /难道|岂|差点|差一点|以为|谁说/;

/** Withdrawing a threat takes more than a `not` nearby: only these say that it will not be carried out. */
const RETRACTION_EN =
  /\b(?:not|never|no)(?: (?:going|planning|intending|threatening|looking|intend|intention|intentions|plan|plans|a|any|about|of|to|be|taking|this|is))*$/;
const RETRACTION_ZH =
  /(?:不会|不打算|没打算|没有打算|无意|不必|不用|无需|不需要|没有要|不是要|不是|并非|没要|没有)(?:再|去|来|找|走|向|要|用)?$/;

function clauseBefore(units: Units, start: number, reach: number): string[] {
  const before: string[] = [];
  for (let at = start - 1; at >= 0 && before.length < reach; at -= 1) {
    if ((units.cuts[at + 1] ?? 0) > 0) break;
    before.unshift(units.words[at] ?? '');
  }
  return before;
}

const inQuestion = (units: Units, at: number): boolean => units.questions.has(units.sentenceOf[at] ?? -1);

/** Whether a denial right before the span takes it back: `no injuries`, `无人受伤`. Two denials assert. */
export function isDenied(units: Units, span: Span): boolean {
  const before = clauseBefore(units, span.start, REACH);
  let denials = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const word = before[at] ?? '';
    if (NEGATORS.has(word)) {
      if (!NOT_DENYING.has(before[at + 1] ?? '')) denials += 1;
    } else if (!LIGHT.has(word)) break;
  }
  if (denials === 0) return false;
  return denials === 1 && !RHETORICAL.test(clauseBefore(units, span.start, 12).join(''));
}

/** As `isDenied`, but never in a question (`Is this not dangerous?`) nor inside somebody else's quoted words. */
export const isDeniedForGood = (units: Units, span: Span): boolean =>
  !inQuestion(units, span.start) && units.quoted[span.start] !== true && isDenied(units, span);

/**
 * Whether a threat is withdrawn: `I am not going to sue`, 不会起诉. A condition or a question keeps it alive
 * (`I won't sue if you pay`), and so does any other word in between (`don't make me call a lawyer`).
 */
export function isWithdrawn(units: Units, span: Span, conditionalSentences: ReadonlySet<number>): boolean {
  if (inQuestion(units, span.start) || conditionalSentences.has(units.sentenceOf[span.start] ?? -1))
    return false;
  const before = clauseBefore(units, span.start, REACH);
  const chinese = before.join('');
  if (RHETORICAL.test(chinese) || /不(?:得|能|会|是)不/.test(chinese)) return false;
  return RETRACTION_EN.test(before.join(' ')) || RETRACTION_ZH.test(chinese);
}

const FIRM = words(
  'you your yours agent agents staff website site email leaflet terms letter page policy manual he she they advisor 你 您 客 页 条 网 短 邮 店 商 公',
);
const SPEECH = words(
  'said says say told wrote states stated replied reads read claims claimed tells stating saying 说 称 写 回 告 讲',
);
const ATTRIBUTION_REACH = 10;

/** Whether the span stands in quotation marks that give the firm's words: `your site says "contact the ombudsman"`. */
export function quotesTheFirm({ units }: Reading, span: Span): boolean {
  if (units.quoted[span.start] !== true) return false;
  let first = span.start;
  while (first > 0 && units.quoted[first - 1] === true) first -= 1;
  const before = units.words.slice(Math.max(0, first - ATTRIBUTION_REACH), first);
  return before.some((word) => FIRM.has(word)) && before.some((word) => SPEECH.has(word));
}

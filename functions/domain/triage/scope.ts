import type { Reading } from './reading.ts';
import type { Units } from './units.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The sentence of a span: its words before and after it, English apart, Chinese characters together. */
interface Around {
  readonly before: string;
  readonly after: string;
  readonly all: string;
  /** The sentence after this one. */
  readonly next: string;
}

const HAN_GAP = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;
const joined = (words: readonly string[]): string => words.join(' ').replaceAll(HAN_GAP, '');

function around(units: Units, { start, end }: Span): Around {
  const { words } = units;
  const sentence = units.sentence(start);
  let from = start;
  while (from > 0 && units.sentence(from - 1) === sentence) from -= 1;
  let to = end;
  while (to < words.length && units.sentence(to) === sentence) to += 1;
  let nextTo = to;
  while (nextTo < words.length && units.sentence(nextTo) === units.sentence(to)) nextTo += 1;
  return {
    before: joined(words.slice(from, start)),
    after: joined(words.slice(end, to)),
    all: joined(words.slice(from, to)),
    next: joined(words.slice(to, nextTo)),
  };
}

/** Long ago, and done with: `in 2019 and that was settled`, 去年那个早就解决了. */
const LONG_AGO =
  /\b(?:last (?:year|month|summer|winter)|(?:years?|months|ages) ago|in (?:19|20)\d\d|back then|the old|my old|our old|long ago|a while (?:ago|back)|once before|that mix)\b|去年|前年|以前|之前|早就|早已|上次|上回|几年前|当年|已经|那次|年前|(?:19|20)\d\d ?年/;
const DONE_WITH =
  /\b(?:settled|resolved|closed|sorted|put right|dealt with|accepted the outcome|compensated|withdrawn|dropped|all good|healed|recovered|over and done|paid up)\b|解决了|解决的|处理好|处理完|处理了|结案|撤诉|撤了|撤销|撤回|和解|了结|了断|利索|痊愈|赔过|赔了|改好|道过歉|过去了|翻篇/;
const TAKEN_BACK =
  /\b(?:took back|taken back|withdrew|withdrawn|have withdrawn|dropped|called off|cancelled) (?:my|the|our|that) (?:complaint|claim|case|report|action|lawsuit)\b|(?:撤|撤回|撤销|撤掉)了?(?:那个|之前的)?(?:投诉|起诉|举报|申诉|报案)|(?:投诉|起诉|举报|申诉|报案|的单|工单|案子)[^,，。]{0,4}(?:撤|销案|消案|撤销|撤诉)(?:了|掉|回)/;
/** And yet it is not. */
const NOT_OVER =
  /\b(?:still|again|yet|until|unless|not|never|reopen\w*|and now)\b|还没|仍|没有?(?:解决|处理|撤|完)|未|又|再|重新|一直/;

const isOverAndDone = ({ all }: Around): boolean =>
  (TAKEN_BACK.test(all) || (LONG_AGO.test(all) && DONE_WITH.test(all))) && !NOT_OVER.test(all);

/** Somebody else's shop or firm is spoken of, and nothing of the reader's before it. */
const OTHER_FIRM =
  /\b(?:(?:other|another|rival|different|previous|former|last|competing) (?:\w+ )?(?:shops?|stores?|brands?|compan(?:y|ies)|firms?|airlines?|banks?|suppliers?|providers?|couriers?|sellers?|restaurants?|hotels?|garages?|landlords?|gyms?|places?)|my old (?:\w+ )?(?:bank|supplier|provider|landlord|gym|insurer|network|garage|shop|firm|company)|(?:your|a) (?:competitor|rival)s?|the (?:shop|place|restaurant|hotel|bank) next door)\b|别家|别的(?:店|家|牌子|品牌|平台|公司)|隔壁|其他(?:家|店|品牌|公司|平台)|另一家|竞争对手|同行|友商|(?:之前|以前|上一)那?家|原来那家|人家那家/g;
const READER = /\b(?:you|u|ur|yours|your (?!competitor|rival)\w+|we will|i will|i am)\b|你|您|贵/;

function isOfAnotherFirm({ before }: Around): boolean {
  const named = [...before.matchAll(OTHER_FIRM)].at(-1);
  if (!named) return false;
  return (
    !READER.test(before.slice(0, named.index)) && !READER.test(before.slice(named.index + named[0].length))
  );
}

/** `nothing to do with you`, 跟你们没关系: said of what stands before it. */
const UNRELATED =
  /\b(?:nothing to do with (?:you|this|my|us)\b(?! r)|(?:is|was) not (?:about|aimed at|against) you\b|not your (?:fault|doing)|has no bearing)|[跟与和同](?:你|您|贵)(?:们|家|司|公司|店|行)?(?:没|无|没有)(?:什么)?关系|不关你们的?事|不是说你们|跟这(?:事|个)没关系|glad it is not you|never had anything like that with you|yours is fine|(?:his|her|their) (?:\w+ ){1,2}not (?:you|yours)\b|你们?家?(?:的)?倒(?:没|还)|你们还好|你们没这样/;

const isUnrelated = ({ after, next }: Around): boolean => UNRELATED.test(after) || UNRELATED.test(next);

/** Where somebody works, not whom they call: `I work at a solicitors' office`, 我在律所上班. */
const WORKS_BEFORE =
  /\b(?:work|works|worked|working|volunteers?|employed|job|shift|intern\w*) (?:at|for|in|with|as|near|opposite|behind|next to)(?: (?:a|an|the|our|your))?(?: \w+){0,2}$|\b(?:work|works|worked|working) on the(?: \w+)?$/;
const WORKS_ZH_BEFORE = /(?:在|去|到|送到?|给|是)[^,，。 ]{0,6}$/;
const WORKS_ZH_AFTER =
  /^[^,，。 ]{0,4}(?:上班|工作|任职|实习|值班|当会计|做保洁|食堂|后勤|采购|当前台|当文员|当保安|当司机|当助理|前台取|楼下|门口取)/;

const isWorkplace = ({ before, after }: Around): boolean =>
  WORKS_BEFORE.test(before) || (WORKS_ZH_BEFORE.test(before) && WORKS_ZH_AFTER.test(after));

/** Aimed at somebody else: `sued his landlord`, 起诉我前房东. */
const AGAINST_ANOTHER =
  /^(?:his|her|their|my (?:old|former|ex|previous)) (?:\w+ )?(?:landlord|boss|employer|builder|bank|neighbou?r)\b|^(?:了|过)?(?:我|他|她)?的?前(?:房东|东家|公司|老板|雇主)/;

/** Said to have been a joke, or anger: 上次说找律师是气话. */
const IN_JEST =
  /\b(?:was|were) (?:just |only )?(?:joking|kidding|venting|bluffing)\b|\b(?:just kidding|only joking|empty threat|heat of the moment)\b|气话|开(?:个|了个)?玩笑|闹着玩/;
const IN_EARNEST =
  /\b(?:not|no|never|think|thought)\b|(?:(?:不|没|别|并非)[^,，。]{0,4}|(?:以为|当)[^,，。]{0,10})(?:气话|开(?:个|了个)?玩笑|闹着玩)/;

const isInJest = ({ all }: Around): boolean => IN_JEST.test(all) && !IN_EARNEST.test(all);

/** Feared, and it was something else: 以为漏煤气，原来是榴莲. */
const TAKEN_FOR = /\b(?:thought|looked like|feared)(?: \w+){0,5}$|以为[^。]{0,12}$/;
const WAS_NOT = /\b(?:turned out|turns out|it was (?:just|only))\b|原来|其实(?:是|系)|结果(?:是|系)/;

const isMistaken = ({ before, after }: Around): boolean => TAKEN_FOR.test(before) && WAS_NOT.test(after);

/**
 * Whether words of a flag are about something else than this firm and this complaint: long settled, another firm's or
 * aimed at somebody else, said to be unrelated, in jest or a mistake, or the place where somebody works.
 */
export function isOutOfScope({ units }: Reading, span: Span): boolean {
  const where = around(units, span);
  return (
    isOverAndDone(where) ||
    isOfAnotherFirm(where) ||
    AGAINST_ANOTHER.test(where.after) ||
    isUnrelated(where) ||
    isInJest(where) ||
    isMistaken(where) ||
    isWorkplace(where)
  );
}

/** A harm that somebody only supposes: `if my details were ever leaked`, 要是哪天泄露了. */
const SUPPOSED =
  /\bif (?:\w+ ){1,6}(?:were|was|are|is|gets?|got) ever\b|(?:要是|如果|假如|假设|万一)(?:哪天|有一天|以后|将来)/;

/** Whether the words stand in a sentence that only supposes what they say. Of a threat that is how it is made. */
export const isSupposed = ({ units }: Reading, span: Span): boolean => SUPPOSED.test(around(units, span).all);

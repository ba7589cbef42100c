import type { Cause } from './cause.ts';
import type { Ask, Flag, Kind } from './judgement.ts';
import { isDenied } from './negation.ts';
import { Covered, has, longest, quote, sentencesWith } from './reading.ts';
import type { Reading } from './reading.ts';

/** A kind with how sure the rule is (0 to 1), the rule's name, and the words behind it. */
export interface KindFound {
  readonly kind: Kind;
  readonly certainty: number;
  readonly rule: string;
  readonly quote?: string;
}

/** With these a cancellation or a question is a complaint first. */
export const GRAVE: ReadonlySet<Flag> = new Set<Flag>([
  'safety',
  'legal-threat',
  'regulator',
  'media',
  'discrimination',
  'data-breach',
]);
const GRIEVANCE = 3;
const STATED = 6;
/** A cancellation that is plainly stated, whatever is asked beside it. */
const PLAINLY = 4;
/** A text this short that names the end of a contract asks for it. */
const BARE_UNITS = 8;
const UNHAPPY = -0.25;
/** Who suggests or thanks may name what was wrong before. */
const ILL_DISPOSED = -0.5;
const HAPPY = 0.4;
const VERY_HAPPY = 0.75;
const SPAM_OR_WISH: ReadonlySet<Kind> = new Set<Kind>(['spam', 'suggestion']);
const LINK = /https?:\/\/|www\.|t\.me\/|bit\.ly/;

/** Remedies that somebody asks for whom something has happened to. */
export const REMEDIES: ReadonlySet<Ask> = new Set<Ask>([
  'refund',
  'replacement',
  'repair',
  'compensation',
  'apology',
]);
/** Units of a clause that tells something. */
const TELLING = 4;

/** Runs of units between clause marks. */
function clausesOf({ units }: Reading): { start: number; end: number }[] {
  const clauses: { start: number; end: number }[] = [];
  for (let at = 0; at < units.words.length; at += 1) {
    const open = clauses.at(-1);
    if (!open || units.cut(at) > 0) clauses.push({ start: at, end: at + 1 });
    else open.end = at + 1;
  }
  return clauses;
}

/** Whether one clause asks for a remedy and another tells what happened: a complaint, though it ends in a question. */
function tellsAndAsks(reading: Reading): boolean {
  const { units } = reading;
  const conditions = sentencesWith(reading, 'condition');
  const asked = reading.ask.filter(
    (hit) =>
      REMEDIES.has(hit.meaning.ask) && !isDenied(units, hit) && !conditions.has(units.sentence(hit.start)),
  );
  if (asked.length === 0) return false;
  const other = new Covered(units, [
    ...asked,
    ...reading.kind,
    ...reading.signal.filter(({ meaning }) => meaning.signal === 'thanks-ahead'),
  ]);
  return clausesOf(reading).some((clause) => clause.end - clause.start >= TELLING && !other.meets(clause));
}

/** A question that is none: `How come my neighbour pays half?` */
const RHETORICAL =
  /\b(?:why|how come|on what (?:basis|grounds))\b|为什么|为啥|凭什么|怎么(?:还|只|又|就|才)|点解|依据/;

/** Whether a text does nothing but ask, and not why it was treated so. */
function onlyAsksNicely({ units }: Reading): boolean {
  if (RHETORICAL.test(units.text)) return false;
  const lengths = new Map<number, number>();
  for (let at = 0; at < units.words.length; at += 1)
    lengths.set(units.sentence(at), (lengths.get(units.sentence(at)) ?? 0) + 1);
  return [...lengths].every(([sentence, length]) => length < TELLING || units.questions.has(sentence));
}

/** Whether thanks stand in the last sentence and nothing bad is said there. */
function endsWell(reading: Reading, hit: { start: number; end: number }): boolean {
  const { units } = reading;
  const last = units.sentence(units.words.length - 1);
  if (units.sentence(hit.start) !== last) return false;
  const there = (start: number) => units.sentence(start) === last;
  return (
    !reading.mood.some(({ meaning, start }) => meaning.weight < 0 && there(start)) &&
    !reading.category.some(({ meaning, start }) => meaning.problem && there(start)) &&
    !reading.kind.some(({ meaning, start }) => meaning.kind === 'suggestion' && there(start))
  );
}

/**
 * What the customer wants by writing. Rules in this order, the first that holds decides; when none does it is a
 * complaint, because a complaint taken for something else is the costlier mistake.
 */
export function kindOf(reading: Reading, cause: Cause, sentiment: number, flags: readonly Flag[]): KindFound {
  const { units } = reading;
  const denied = reading.kind.filter((hit) => isDenied(units, hit));
  // In "not want to cancel my contract" the part "cancel my contract" is denied with the whole.
  const hits = (kind: Kind) => {
    const taken = new Covered(
      units,
      denied.filter(({ meaning }) => meaning.kind === kind),
    );
    return reading.kind.filter((hit) => hit.meaning.kind === kind && !taken.meets(hit));
  };
  const found = (
    kind: Kind,
    certainty: number,
    rule: string,
    hit?: { start: number; end: number },
  ): KindFound => (hit ? { kind, certainty, rule, quote: quote(reading, hit) } : { kind, certainty, rule });

  // A wish for 微信支付 is 增加微信, in which 加微信 stands.
  const offers = hits('spam');
  const whole = new Set(
    offers.length === 0 ? [] : longest(reading.kind.filter(({ meaning }) => SPAM_OR_WISH.has(meaning.kind))),
  );
  const spam = offers.filter((hit) => whole.has(hit));
  const separate = new Set(spam.map(({ start }) => units.sentence(start))).size;
  const offered = new Covered(units, spam);
  const ownGrievance = reading.category.some((hit) => hit.meaning.problem && !offered.meets(hit));
  if (spam[0] && !has(reading, 'own-story') && !ownGrievance) {
    const signs = separate + (LINK.test(units.text) ? 1 : 0);
    return found('spam', signs > 1 ? 0.9 : 0.6, 'offer-of-strangers', spam[0]);
  }

  const grave = flags.some((flag) => GRAVE.has(flag));
  const conditions = sentencesWith(reading, 'condition');
  const requests = hits('cancellation').filter(({ start }) => !conditions.has(units.sentence(start)));
  const request = requests.find(({ meaning }) => meaning.weight >= PLAINLY) ?? requests[0];
  const asksHow = hits('enquiry').length > 0 || units.questions.size > 0;
  const onlyAsks = asksHow && cause.grievance < STATED && sentiment > UNHAPPY;
  if (request && !grave && !(onlyAsks && request.meaning.weight < PLAINLY)) {
    return found('cancellation', cause.grievance > 2 * STATED ? 0.7 : 0.85, 'asks-to-end-contract', request);
  }

  if (
    units.words.length <= BARE_UNITS &&
    cause.category === 'contract.cancellation' &&
    cause.best >= STATED &&
    cause.grievance === 0 &&
    conditions.size === 0 &&
    !asksHow &&
    !denied.some(({ meaning }) => meaning.kind === 'cancellation')
  ) {
    return found('cancellation', 0.7, 'says-nothing-else');
  }

  const aggrieved = cause.grievance >= GRIEVANCE;
  const praise = hits('praise');
  const suggestion = hits('suggestion')[0];
  const wronged = tellsAndAsks(reading);
  if (suggestion && praise.length === 0 && !grave && !aggrieved && !wronged && sentiment > ILL_DISPOSED) {
    return found('suggestion', 0.75, 'suggests', suggestion);
  }
  const last = praise.findLast((hit) => endsWell(reading, hit));
  if (last && !grave && !wronged && sentiment > ILL_DISPOSED) return found('praise', 0.7, 'ends-well', last);
  if (!grave && sentiment > HAPPY && (!aggrieved || (praise.length > 0 && sentiment > VERY_HAPPY))) {
    if (units.questions.size === 0 || praise.length > 0) {
      return found('praise', praise.length > 0 ? 0.85 : 0.65, 'speaks-well-of-us', praise[0]);
    }
  }
  const enquiry = hits('enquiry')[0];
  const asks = enquiry !== undefined || onlyAsksNicely(reading);
  if (asksHow && asks && !grave && !aggrieved && !wronged && sentiment > UNHAPPY) {
    return found('enquiry', enquiry ? 0.8 : 0.6, 'asks-without-grievance', enquiry);
  }

  if (cause.grievance >= STATED) return found('complaint', 0.9, 'states-grievance');
  if (aggrieved || grave) return found('complaint', sentiment < 0 ? 0.8 : 0.65, 'states-grievance');
  if (sentiment <= UNHAPPY) return found('complaint', 0.6, 'is-unhappy');
  return found('complaint', 0.35, 'no-other-kind');
}

import type { Cause } from './cause.ts';
import type { Flag, Kind } from './judgement.ts';
import { isDenied } from './negation.ts';
import { has, overlaps, quote, sentencesWith } from './reading.ts';
import type { Reading } from './reading.ts';

/** A kind with how sure the rule is (0 to 1), the rule's name, and the words behind it. */
export interface KindFound {
  readonly kind: Kind;
  readonly certainty: number;
  readonly rule: string;
  readonly quote?: string;
}

/** With these a cancellation or a question is a complaint first. */
const GRAVE: ReadonlySet<Flag> = new Set<Flag>([
  'safety',
  'legal-threat',
  'regulator',
  'media',
  'discrimination',
  'data-breach',
]);
const GRIEVANCE = 3;
const STATED = 6;
/** A text this short that names the end of a contract asks for it. */
const BARE_UNITS = 8;
const UNHAPPY = -0.25;
const HAPPY = 0.4;
const VERY_HAPPY = 0.75;
const LINK = /https?:\/\/|www\.|t\.me\/|bit\.ly/;

/**
 * What the customer wants by writing. Rules in this order, the first that holds decides; when none does it is a
 * complaint, because a complaint taken for something else is the costlier mistake.
 */
export function kindOf(reading: Reading, cause: Cause, sentiment: number, flags: readonly Flag[]): KindFound {
  const { units } = reading;
  const denied = reading.kind.filter((hit) => isDenied(units, hit));
  // In "not want to cancel my contract" the part "cancel my contract" is denied with the whole.
  const hits = (kind: Kind) =>
    reading.kind.filter(
      (hit) =>
        hit.meaning.kind === kind &&
        !denied.some((other) => other.meaning.kind === kind && overlaps(other, hit)),
    );
  const found = (
    kind: Kind,
    certainty: number,
    rule: string,
    hit?: { start: number; end: number },
  ): KindFound => (hit ? { kind, certainty, rule, quote: quote(reading, hit) } : { kind, certainty, rule });

  const spam = hits('spam');
  const separate = new Set(spam.map(({ start }) => units.sentence(start))).size;
  const ownGrievance = reading.category.some(
    (hit) => hit.meaning.problem && !spam.some((phrase) => overlaps(phrase, hit)),
  );
  if (spam[0] && !has(reading, 'own-story') && !ownGrievance) {
    const offers = separate + (LINK.test(units.text) ? 1 : 0);
    return found('spam', offers > 1 ? 0.9 : 0.6, 'offer-of-strangers', spam[0]);
  }

  const grave = flags.some((flag) => GRAVE.has(flag));
  const conditions = sentencesWith(reading, 'condition');
  const request = hits('cancellation').find(({ start }) => !conditions.has(units.sentence(start)));
  const asksHow = hits('enquiry').length > 0 || units.questions.size > 0;
  if (request && !grave && !(asksHow && cause.grievance < STATED && sentiment > UNHAPPY)) {
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
  if (suggestion && praise.length === 0 && !grave && !aggrieved && sentiment > UNHAPPY) {
    return found('suggestion', 0.75, 'suggests', suggestion);
  }
  if (!grave && sentiment > HAPPY && (!aggrieved || (praise.length > 0 && sentiment > VERY_HAPPY))) {
    if (units.questions.size === 0 || praise.length > 0) {
      return found('praise', praise.length > 0 ? 0.85 : 0.65, 'speaks-well-of-us', praise[0]);
    }
  }
  const enquiry = hits('enquiry')[0];
  if (asksHow && !grave && !aggrieved && sentiment > UNHAPPY) {
    return found('enquiry', enquiry ? 0.8 : 0.6, 'asks-without-grievance', enquiry);
  }

  if (cause.grievance >= STATED) return found('complaint', 0.9, 'states-grievance');
  if (aggrieved || grave) return found('complaint', sentiment < 0 ? 0.8 : 0.65, 'states-grievance');
  if (sentiment <= UNHAPPY) return found('complaint', 0.6, 'is-unhappy');
  return found('complaint', 0.35, 'no-other-kind');
}

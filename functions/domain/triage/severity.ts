import type { Flag, Kind, Reason, Severity } from './judgement.ts';
import type { Signal } from './lexicon/meaning.ts';
import { Covered, has } from './reading.ts';
import type { Reading } from './reading.ts';
import { isFurious } from './sentiment.ts';

/** The least severity a flag asks for. Harm to people and data in wrong hands cannot wait a day. */
const floors: Record<Flag, Severity> = {
  safety: 4,
  'data-breach': 4,
  discrimination: 3,
  vulnerable: 3,
  'legal-threat': 3,
  regulator: 3,
  media: 3,
};

/** Circumstances worth a step each, with the words a handler reads. */
const steps: readonly { signal: Signal; text: string }[] = [
  { signal: 'repeat-contact', text: 'Not the first time' },
  { signal: 'long-wait', text: 'Waiting for a long time' },
  { signal: 'large-loss', text: 'Large loss or missed occasion' },
  { signal: 'essential-service', text: 'Something they cannot live or work without' },
];
/** Without a flag a case is severe, never critical: 4 promises an answer within the hour. */
const UNFLAGGED_LIMIT = 3;

const severityOf = (points: number): Severity => {
  if (points >= 4) return 4;
  if (points === 3) return 3;
  return points === 2 ? 2 : 1;
};

const LARGE_SUM = 1_000;
const DIGIT_NINE = 57;
const MONEY = new Set(
  'pound pounds quid dollar dollars bucks euro euros usd gbp eur aud hkd cny rmb 元 块 蚊 刀 镑 塊'.split(
    ' ',
  ),
);
const MONEY_SIGN = /[£$€¥]/;

/** A sum of a thousand or more of any money: `£1,200`, 2400块. */
function namesLargeSum({ units }: Reading): boolean {
  return units.words.some((word, at) => {
    if (word.charCodeAt(0) > DIGIT_NINE) return false;
    const sum = Number(word.replaceAll(',', ''));
    if (!(sum >= LARGE_SUM)) return false;
    return MONEY.has(units.words[at + 1] ?? '') || MONEY_SIGN.test(units.text.charAt(units.start(at) - 1));
  });
}

/** What may be billed for so many months: `two months' rent`, 两个月的费用. */
const BILLED = /^(?:的|)(?:费|钱|账|帐|租|话费|月租|会员|套餐)/;
const BILLED_UNITS = 4;

/**
 * Whether the customer has waited long. Weeks and months of what was charged are no waiting: `charged me for two months
 * I did not use`.
 */
function hasWaitedLong(reading: Reading): boolean {
  if (!has(reading, 'long-wait')) return false;
  const { signal, category, units } = reading;
  const billed = new Covered(
    units,
    category.filter(({ meaning }) => meaning.category === 'billing.overcharge'),
  );
  return signal.some(
    (hit) =>
      hit.meaning.signal === 'long-wait' &&
      !billed.meets(hit) &&
      !BILLED.test(units.words.slice(hit.end, hit.end + BILLED_UNITS).join('')),
  );
}

/** Whether a circumstance is told. */
function isTold(reading: Reading, signal: Signal): boolean {
  if (signal === 'long-wait') return hasWaitedLong(reading);
  return has(reading, signal) || (signal === 'large-loss' && namesLargeSum(reading));
}

/** How severe a case is, 1 to 4, with one reason per step and per flag. Whoever asks for a remedy has a grievance. */
export function severity(
  reading: Reading,
  kind: Kind,
  grievance: number,
  flags: readonly Flag[],
  remedyAsked: boolean,
): { severity: Severity; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const because = (code: string, text: string) => {
    reasons.push({ about: 'severity', code: `severity.${code}`, text });
  };
  if (kind === 'spam') return { severity: 1, reasons };

  let points = 1;
  if (kind === 'complaint' || kind === 'cancellation') {
    if (grievance > 0 || remedyAsked) {
      points += 1;
      because('grievance', 'States a grievance');
    }
    for (const { signal, text } of steps) {
      if (!isTold(reading, signal)) continue;
      points += 1;
      because(signal, text);
    }
    if (isFurious(reading)) {
      points += 1;
      because('furious', 'Very angry words');
    }
    points = Math.min(points, UNFLAGGED_LIMIT);
  }
  for (const flag of flags) {
    points = Math.max(points, floors[flag]);
    because(`flag-${flag}`, `Flag ${flag} asks for at least ${floors[flag]}`);
  }
  if (flags.length > 1 && points < 4) {
    points += 1;
    because('several-flags', 'More than one flag');
  }
  return { severity: severityOf(points), reasons };
}

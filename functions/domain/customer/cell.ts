import * as z from 'zod';
import { instantOf, startOf, type Day, type Instant } from '../instant.ts';
import type { MinorUnits } from '../money.ts';

/**
 * How one cell of an imported file is read. A reader gets the trimmed, non-empty text and returns the value or
 * what is wrong with it. The text itself never appears in a message: it is a person's data, and messages are kept.
 */
export type Cell<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string };
export type ReadCell<Value> = (text: string) => Cell<Value>;

const good = <Value>(value: Value): Cell<Value> => ({ ok: true, value });
const bad = (message: string): Cell<never> => ({ ok: false, message });

/** Longest text we keep of one cell; a longer one is a column that was shifted or a note that belongs elsewhere. */
const MAX_TEXT = 500;

// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const control = /[\u0000-\u001f\u007f]/;

/** Any text on one line. */
export const text: ReadCell<string> = (cell) => {
  if (control.test(cell)) return bad('contains control characters or a line break');
  if (cell.includes('\ufffd')) return bad('is not UTF-8');
  return cell.length <= MAX_TEXT ? good(cell) : bad(`is longer than ${MAX_TEXT} characters`);
};

/** A natural key becomes part of a store key and of a path: no blanks, no `#`, no `/`. */
export const naturalKey: ReadCell<string> = (cell) =>
  /^[^\s#/\p{Cc}\ufffd]{1,64}$/u.test(cell)
    ? good(cell)
    : bad('must be 1 to 64 characters without blanks, # or /');

const emailSchema = z.email();

/** Several addresses by `;`, lower-cased, each once. */
export const emails: ReadCell<string[]> = (cell) => {
  const addresses = cell
    .split(';')
    .map((address) => address.trim().toLowerCase())
    .filter((address) => address !== '');
  if (!addresses.every((address) => emailSchema.safeParse(address).success))
    return bad('is not an e-mail address (several are parted by ;)');
  return addresses.length <= 10 ? good([...new Set(addresses)]) : bad('has more than 10 addresses');
};

/** E.164; blanks, dashes, dots, brackets and the trunk zero `(0)` are taken out, and a leading 00 is a plus. */
export const phone: ReadCell<string> = (cell) => {
  const number = cell
    .replace('(0)', '')
    .replaceAll(/[\s().\-\u2011]/g, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(number)
    ? good(number)
    : bad('is not a phone number in E.164 such as +447700900123');
};

/** BCP 47, canonical: `zh_cn` is `zh-CN`. */
export const locale: ReadCell<string> = (cell) => {
  try {
    return good(Intl.getCanonicalLocales(cell.replaceAll('_', '-'))[0] ?? cell);
  } catch {
    // Intl has no question "is this a locale?"; throwing is its answer.
    return bad('is not a locale such as en-GB');
  }
};

/** A zone that `Intl` knows, `Europe/Berlin`. */
export const timeZone: ReadCell<string> = (cell) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: cell });
    return good(cell);
  } catch {
    // As above: refusing is its answer.
    return bad('is not a time zone such as Europe/Berlin');
  }
};

const daySchema = z.iso.date();

/** Year first, `2026-03-31` or `2026/3/31`; a time behind it is dropped. Other orders are ambiguous and refused. */
export const day: ReadCell<Day> = (cell) => {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?$/.exec(cell);
  const iso =
    match && `${match[1] ?? ''}-${(match[2] ?? '').padStart(2, '0')}-${(match[3] ?? '').padStart(2, '0')}`;
  return iso !== null && daySchema.safeParse(iso).success
    ? good(iso)
    : bad('is not a date such as 2026-03-31');
};

/** A birthday may lack the year: `03-31` or `--03-31`, kept as `--03-31`. 2024 stands in to check it: a leap year. */
export const birthday: ReadCell<string> = (cell) => {
  const short = /^(?:--)?(\d{2}-\d{2})$/.exec(cell)?.[1];
  if (short !== undefined)
    return day(`2024-${short}`).ok ? good(`--${short}`) : bad('is not a day such as 03-31');
  return day(cell);
};

/** A date alone is its midnight, and a time without a zone is UTC. */
export const instant: ReadCell<Instant> = (cell) => {
  const onDay = day(cell);
  if (!onDay.ok) return bad('is not a time such as 2026-03-31T09:30:00Z');
  const time = /[T ](.+)$/.exec(cell)?.[1];
  if (time === undefined) return good(startOf(onDay.value));
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(time) ? time : `${time}Z`;
  const ms = Date.parse(`${onDay.value}T${zoned}`);
  return Number.isNaN(ms) ? bad('is not a time such as 2026-03-31T09:30:00Z') : good(instantOf(ms));
};

/**
 * Major units with a decimal point, `1234.5` or `1,234.50`, to minor units: digit by digit, because
 * 1.005 × 100 is 100.49999999999999 in floating point. More than two decimals are rounded, half away from zero.
 */
export const amount: ReadCell<MinorUnits> = (cell) => {
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(cell);
  if (!match) return bad('is not an amount such as 1234.50');
  const decimals = (match[3] ?? '').padEnd(3, '0');
  const minor =
    Number(`${(match[2] ?? '').replaceAll(',', '')}${decimals.slice(0, 2)}`) +
    (decimals.charAt(2) >= '5' ? 1 : 0);
  if (!Number.isSafeInteger(minor)) return bad('is too large');
  return good(match[1] === '-' && minor !== 0 ? -minor : minor);
};

/** A whole number, not below 0. */
export const count: ReadCell<number> = (cell) =>
  /^\d{1,9}$/.test(cell) ? good(Number(cell)) : bad('is not a whole number');

/** A currency by its code; whether the firm counts in it is asked elsewhere. */
export const currency: ReadCell<string> = (cell) =>
  /^[a-z]{3}$/i.test(cell) ? good(cell.toUpperCase()) : bad('is not an ISO 4217 code such as USD');

/** An answer on the scale of a survey. */
export const satisfaction: ReadCell<number> = (cell) => {
  const score = Number(cell);
  return score >= 1 && score <= 5 ? good(score) : bad('is not a number from 1 to 5');
};

const truths: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
]);

/** A yes or no, as tables of many programs write it. */
export const yesNo: ReadCell<boolean> = (cell) => {
  const value = truths.get(cell.toLowerCase());
  return value === undefined ? bad('is not yes, no, true, false, 1 or 0') : good(value);
};

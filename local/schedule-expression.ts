import { Temporal } from 'temporal-polyfill';

/** When a schedule fires next. */
export interface Timetable {
  /** First firing strictly after `after` (ms since the epoch), or undefined when there is none. */
  readonly nextAfter: (after: number) => number | undefined;
  /** Of a rate: ms between firings. */
  readonly everyMs?: number;
}

const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * @param expression `rate(…)`, `cron(…)` or `at(…)` of EventBridge Scheduler
 * @param timeZone IANA zone that cron and at are read in
 * @param anchor virtual ms from which a rate counts
 */
export function parseSchedule(expression: string, timeZone: string, anchor: number): Timetable {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const unit = rate[2] === 'minute' || rate[2] === 'hour' ? rate[2] : 'day';
    const every = Number(rate[1]) * unitMs[unit];
    return {
      nextAfter: (after) => anchor + (Math.floor((after - anchor) / every) + 1) * every,
      everyMs: every,
    };
  }
  const once = /^at\((.+)\)$/.exec(expression);
  if (once?.[1] !== undefined) {
    const at = Temporal.PlainDateTime.from(once[1]).toZonedDateTime(timeZone).epochMilliseconds;
    return { nextAfter: (after) => (at > after ? at : undefined) };
  }
  const cron = /^cron\((.+)\)$/.exec(expression);
  if (cron?.[1] !== undefined) return parseCron(cron[1], timeZone);
  throw new Error(`Not a schedule expression: ${expression}`);
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function parseCron(text: string, timeZone: string): Timetable {
  const [minutes = '', hours = '', daysOfMonth = '', months = '', daysOfWeek = '', years = '*'] = text
    .trim()
    .split(/\s+/);
  const minute = numbers(minutes, 0, 59, [], 0);
  const hour = numbers(hours, 0, 23, [], 0);
  const month = numbers(months, 1, 12, monthNames, 1);
  const year = years === '*' ? undefined : numbers(years, 1970, 2199, [], 0);
  const fits = (date: Temporal.PlainDate): boolean =>
    month.has(date.month) &&
    (year?.has(date.year) ?? true) &&
    fitsDayOfMonth(daysOfMonth, date) &&
    fitsDayOfWeek(daysOfWeek, date);

  return {
    nextAfter(after) {
      const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
      let date = start.toPlainDate();
      // Two leap cycles: a 29 February that never comes ends the search.
      for (let days = 0; days < 8 * 366; days += 1, date = date.add({ days: 1 })) {
        if (!fits(date)) continue;
        for (const h of sorted(hour)) {
          for (const m of sorted(minute)) {
            const at = date.toZonedDateTime({
              timeZone,
              plainTime: { hour: h, minute: m },
            }).epochMilliseconds;
            if (at > after) return at;
          }
        }
      }
      return undefined;
    },
  };
}

const sorted = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);

/** `*`, `a`, `a-b`, `a/n`, `a-b/n` and lists of them; names count from `nameBase`. */
function numbers(
  text: string,
  low: number,
  high: number,
  names: readonly string[],
  nameBase: number,
): Set<number> {
  const value = (one: string): number => {
    const index = names.indexOf(one.toUpperCase());
    const number = index >= 0 ? index + nameBase : Number(one);
    if (!Number.isInteger(number) || number < low || number > high)
      throw new Error(`Not in ${low}-${high}: ${one}`);
    return number;
  };
  const result = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from, to] = range === '*' || range === '?' ? [low, high] : range.split('-').map(value);
    const first = from ?? low;
    const last = to ?? (step === undefined ? first : high);
    for (let n = first; n <= last; n += step === undefined ? 1 : Number(step)) result.add(n);
  }
  return result;
}

function fitsDayOfMonth(text: string, date: Temporal.PlainDate): boolean {
  if (text === '*' || text === '?') return true;
  if (text === 'L') return date.day === date.daysInMonth;
  const nearest = /^(\d+)W$/.exec(text);
  if (!nearest) return numbers(text, 1, 31, [], 0).has(date.day);
  const wanted = date.with({ day: Math.min(Number(nearest[1]), date.daysInMonth) });
  const shift =
    wanted.dayOfWeek === 6
      ? wanted.day === 1
        ? 2
        : -1
      : wanted.dayOfWeek === 7
        ? wanted.day === wanted.daysInMonth
          ? -2
          : 1
        : 0;
  return wanted.add({ days: shift }).equals(date);
}

/** In cron 1 is Sunday; in Temporal 7 is. */
function fitsDayOfWeek(text: string, date: Temporal.PlainDate): boolean {
  if (text === '*' || text === '?') return true;
  const day = (date.dayOfWeek % 7) + 1;
  const nth = /^(\w+)#(\d)$/.exec(text);
  if (nth)
    return numbers(nth[1] ?? '', 1, 7, dayNames, 1).has(day) && Math.ceil(date.day / 7) === Number(nth[2]);
  const last = /^(\w+)L$/.exec(text);
  if (last) return numbers(last[1] ?? '', 1, 7, dayNames, 1).has(day) && date.day + 7 > date.daysInMonth;
  return numbers(text, 1, 7, dayNames, 1).has(day);
}

import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addBusinessDays, addBusinessHours } from '../../../functions/domain/clock/calendar.ts';
import type { BusinessCalendar } from '../../../functions/domain/clock/calendar.ts';

const MINUTE = 60_000;

const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
const dayText = day.map((date) => date.toISOString().slice(0, 10));
/** Whole minutes, so that sums of minutes are exact. */
const instant = day.map((date) => new Date(Math.floor(date.getTime() / MINUTE) * MINUTE).toISOString());
const minutes = fc.integer({ min: 0, max: 60 * 200 });

const time = (hour: number, minute: number) =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** Any firm: zones with and without clock changes (one of half an hour), any weekdays, days off and days worked. */
const calendar: fc.Arbitrary<BusinessCalendar> = fc
  .record({
    timeZone: fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Shanghai',
      'Asia/Kolkata',
      'America/Sao_Paulo',
      'Pacific/Auckland',
      'Africa/Cairo',
      'UTC',
    ),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    opensAt: fc.integer({ min: 3, max: 11 }),
    length: fc.integer({ min: 1, max: 11 }),
    minute: fc.constantFrom(0, 15, 30),
    holidays: fc.array(dayText, { maxLength: 30 }),
    workdays: fc.array(dayText, { maxLength: 10 }),
  })
  .map(({ timeZone, weekdays, opensAt, length, minute, holidays, workdays }) => ({
    timeZone,
    weekdays: new Set(weekdays),
    opens: time(opensAt, minute),
    closes: time(opensAt + length, minute),
    holidays: new Set(holidays),
    workdays: new Set(workdays),
  }));

const isWorked = ({ workdays, weekdays, holidays }: BusinessCalendar, date: Temporal.PlainDate) =>
  workdays.has(date.toString()) || (weekdays.has(date.dayOfWeek) && !holidays.has(date.toString()));

/** By the clock on the firm's wall, which in its hours never stands still: no zone here changes it between 3:00 and 22:00. */
const isAtWork = (firm: BusinessCalendar, at: string) => {
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(firm.timeZone);
  const now = wall.toPlainTime().toString();
  return isWorked(firm, wall.toPlainDate()) && firm.opens <= now && now < firm.closes;
};

/** Minutes of opening between two instants, day by day. */
const minutesWorked = (firm: BusinessCalendar, from: string, to: string) => {
  const { timeZone } = firm;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const last = Temporal.Instant.from(to).toZonedDateTimeISO(timeZone).toPlainDate();
  let date = Temporal.Instant.from(from).toZonedDateTimeISO(timeZone).toPlainDate();
  let sum = 0;
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (!isWorked(firm, date)) continue;
    const at = (plainTime: string) => date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
    sum += Math.max(0, Math.min(at(firm.closes), end) - Math.max(at(firm.opens), start));
  }
  return sum / MINUTE;
};

const justBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString();

describe('any calendar', () => {
  test('a due time never lies outside opening hours', () => {
    fc.assert(
      fc.property(calendar, instant, minutes, (firm, at, span) => {
        const due = addBusinessHours(firm, at, span / 60);
        expect(isAtWork(firm, due) || isAtWork(firm, justBefore(due))).toBe(true);
      }),
    );
  });

  test('a due time never lies before its start, and more hours never end sooner', () => {
    fc.assert(
      fc.property(calendar, instant, minutes, minutes, (firm, at, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        const sooner = addBusinessHours(firm, at, less / 60);
        expect(sooner >= at).toBe(true);
        expect(addBusinessHours(firm, at, more / 60) >= sooner).toBe(true);
      }),
    );
  });

  test('who complains later is never due sooner', () => {
    fc.assert(
      fc.property(
        calendar,
        instant,
        instant,
        minutes,
        fc.integer({ min: 0, max: 12 }),
        (firm, a, b, span, days) => {
          const [first, second] = a < b ? [a, b] : [b, a];
          expect(addBusinessHours(firm, second, span / 60) >= addBusinessHours(firm, first, span / 60)).toBe(
            true,
          );
          expect(addBusinessDays(firm, second, days) >= addBusinessDays(firm, first, days)).toBe(true);
        },
      ),
    );
  });

  test('hours may be added at once or one after the other', () => {
    fc.assert(
      fc.property(calendar, instant, minutes, minutes, (firm, at, a, b) => {
        const stepwise = addBusinessHours(firm, addBusinessHours(firm, at, a / 60), b / 60);
        expect(stepwise).toBe(addBusinessHours(firm, at, (a + b) / 60));
      }),
    );
  });

  test('the minutes that were added are the minutes between', () => {
    fc.assert(
      fc.property(calendar, instant, minutes, (firm, at, span) => {
        expect(minutesWorked(firm, at, addBusinessHours(firm, at, span / 60))).toBe(span);
      }),
    );
  });

  test('a number of days ends with the close of a business day', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 0, max: 20 }), (firm, at, days) => {
        const due = addBusinessDays(firm, at, days);
        expect(due >= at).toBe(true);
        expect(isAtWork(firm, justBefore(due))).toBe(true);
        expect(isAtWork(firm, due)).toBe(false);
      }),
    );
  });

  test('one more day is the close of another business day', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 20 }), (firm, at, days) => {
        expect(addBusinessDays(firm, at, days + 1) > addBusinessDays(firm, at, days)).toBe(true);
      }),
    );
  });
});

test('a calendar that never opens is a defect, not an endless wait', () => {
  const closed: BusinessCalendar = {
    timeZone: 'UTC',
    weekdays: new Set(),
    opens: '09:00',
    closes: '17:30',
    holidays: new Set(),
    workdays: new Set(),
  };
  expect(() => addBusinessHours(closed, '2026-01-01T00:00:00.000Z', 1)).toThrow('never opens');
});

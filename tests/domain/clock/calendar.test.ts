import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addBusinessHours,
  type BusinessCalendar,
} from '../../../functions/domain/clock/calendar.ts';
import { calendarOf } from '../../../functions/domain/clock/firm-calendar.ts';
import { holidayTables } from '../../../functions/domain/clock/holiday-tables.ts';

const london = calendarOf({ timeZone: 'Europe/London', country: 'GB' });
const berlin = calendarOf({ timeZone: 'Europe/Berlin', country: 'DE' });
const newYork = calendarOf({ timeZone: 'America/New_York', country: 'US' });
const shanghai = calendarOf({ timeZone: 'Asia/Shanghai', country: 'CN' });

/** When the clock of a case that comes at this instant begins to run: at once while the firm works. */
const clockStarts = (calendar: BusinessCalendar, at: string): string => addBusinessHours(calendar, at, 0);

describe('business hours', () => {
  test('Friday 17:00 plus one hour is Monday 09:30', () => {
    expect(addBusinessHours(london, '2026-11-20T17:00:00.000Z', 1)).toBe('2026-11-23T09:30:00.000Z');
  });

  test('a case that comes in at night starts its clock in the morning', () => {
    expect(addBusinessHours(london, '2026-11-24T23:10:00.000Z', 2)).toBe('2026-11-25T11:00:00.000Z');
    expect(addBusinessHours(london, '2026-11-24T04:10:00.000Z', 2)).toBe('2026-11-24T11:00:00.000Z');
  });

  test('a whole business day ends at closing time, not at the next opening', () => {
    expect(addBusinessHours(london, '2026-11-23T09:00:00.000Z', 8.5)).toBe('2026-11-23T17:30:00.000Z');
  });

  test('hours stand still over Christmas', () => {
    expect(addBusinessHours(london, '2026-12-24T17:00:00.000Z', 1)).toBe('2026-12-29T09:30:00.000Z');
  });

  test('the clock change of a weekend takes no business time', () => {
    expect(addBusinessHours(berlin, '2026-03-27T16:00:00.000Z', 1)).toBe('2026-03-30T07:30:00.000Z');
    expect(addBusinessHours(newYork, '2026-10-30T21:00:00.000Z', 1)).toBe('2026-11-02T14:30:00.000Z');
  });

  test('hours cannot be taken away', () => {
    expect(() => addBusinessHours(london, '2026-11-20T17:00:00.000Z', -1)).toThrow(RangeError);
    expect(() => addBusinessHours(london, '2026-11-20T17:00:00.000Z', Number.NaN)).toThrow(RangeError);
  });
});

describe('business days', () => {
  test('the day of receipt does not count, and a promise holds until closing time', () => {
    expect(addBusinessDays(london, '2026-11-23T10:00:00.000Z', 5)).toBe('2026-11-30T17:30:00.000Z');
    expect(addBusinessDays(london, '2026-11-21T10:00:00.000Z', 5)).toBe('2026-11-27T17:30:00.000Z');
  });

  test('no further day is the close of today, or of the next business day when today is over', () => {
    expect(addBusinessDays(london, '2026-11-20T10:00:00.000Z', 0)).toBe('2026-11-20T17:30:00.000Z');
    expect(addBusinessDays(london, '2026-11-20T18:00:00.000Z', 0)).toBe('2026-11-23T17:30:00.000Z');
  });

  test('the day is that of the firm, not that of Greenwich', () => {
    // Monday 08:00 in Shanghai is still Monday 00:00 UTC; Sunday 23:00 UTC is Monday there.
    expect(addBusinessDays(shanghai, '2026-11-22T23:00:00.000Z', 1)).toBe('2026-11-24T09:30:00.000Z');
  });

  test('a fraction of a day is refused', () => {
    expect(() => addBusinessDays(london, '2026-11-20T10:00:00.000Z', 1.5)).toThrow(RangeError);
  });
});

describe('open or closed', () => {
  test('opens with its first minute and is closed from closing time on', () => {
    expect(clockStarts(london, '2026-11-23T08:59:59.999Z')).toBe('2026-11-23T09:00:00.000Z');
    expect(clockStarts(london, '2026-11-23T09:00:00.000Z')).toBe('2026-11-23T09:00:00.000Z');
    expect(clockStarts(london, '2026-11-23T17:29:59.999Z')).toBe('2026-11-23T17:29:59.999Z');
    expect(addBusinessHours(london, '2026-11-23T17:30:00.000Z', 0.25)).toBe('2026-11-24T09:15:00.000Z');
    expect(clockStarts(london, '2026-11-22T12:00:00.000Z')).toBe('2026-11-23T09:00:00.000Z');
  });

  test('Chinese National Day is closed and the Saturday worked for it is open', () => {
    expect(clockStarts(shanghai, '2026-10-07T03:00:00.000Z')).toBe('2026-10-08T01:00:00.000Z');
    expect(clockStarts(shanghai, '2026-10-10T03:00:00.000Z')).toBe('2026-10-10T03:00:00.000Z');
    expect(clockStarts(shanghai, '2026-10-17T03:00:00.000Z')).toBe('2026-10-19T01:00:00.000Z');
  });
});

describe('what the holiday source knows', () => {
  test('in a year that China has not announced only weekends are closed', () => {
    expect(holidayTables.get('CN')?.years).not.toContain(2027);
    expect(clockStarts(shanghai, '2027-10-01T03:00:00.000Z')).toBe('2027-10-01T03:00:00.000Z');
    expect(clockStarts(shanghai, '2027-10-02T03:00:00.000Z')).toBe('2027-10-04T01:00:00.000Z');
  });

  test('in a country without a table only weekends are closed', () => {
    const nowhere = calendarOf({ timeZone: 'UTC', country: 'ZZ' });
    expect(clockStarts(nowhere, '2026-12-25T12:00:00.000Z')).toBe('2026-12-25T12:00:00.000Z');
    expect(clockStarts(nowhere, '2026-12-26T12:00:00.000Z')).toBe('2026-12-28T09:00:00.000Z');
  });

  test.each([
    ['GB', '2026-12-28', 'the Boxing Day substitute'],
    ['US', '2026-11-26', 'Thanksgiving'],
    ['DE', '2026-10-03', 'Unity Day'],
    ['FR', '2026-07-14', 'Bastille Day'],
    ['CN', '2026-02-17', 'Spring Festival'],
    ['SG', '2026-08-10', 'the day after National Day on a Sunday'],
  ])('%s is closed on %s, %s', (country, day) => {
    expect(holidayTables.get(country)?.holidays).toContain(day);
  });
});

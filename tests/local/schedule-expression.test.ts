import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSchedule } from '../../local/schedule-expression.ts';

const next = (expression: string, zone: string, after: string): string | undefined => {
  const at = parseSchedule(expression, zone, Date.parse('2026-01-01T00:00:00Z')).nextAfter(Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

test.each([
  ['rate(5 minutes)', 'UTC', '2026-03-02T09:02:00Z', '2026-03-02T09:05:00.000Z'],
  ['rate(1 day)', 'UTC', '2026-03-02T00:00:00Z', '2026-03-03T00:00:00.000Z'],
  ['cron(0 10 ? * TUE *)', 'Europe/London', '2026-03-02T09:00:00Z', '2026-03-03T10:00:00.000Z'],
  ['cron(0 10 ? * TUE *)', 'Europe/London', '2026-03-31T00:00:00Z', '2026-03-31T09:00:00.000Z'],
  ['cron(0/20 8-9 * * ? *)', 'UTC', '2026-03-02T08:40:00Z', '2026-03-02T09:00:00.000Z'],
  ['cron(0 9 L * ? *)', 'UTC', '2026-02-10T00:00:00Z', '2026-02-28T09:00:00.000Z'],
  ['cron(0 9 ? * MON#1 *)', 'UTC', '2026-03-03T00:00:00Z', '2026-04-06T09:00:00.000Z'],
  ['cron(0 9 29 FEB ? *)', 'UTC', '2026-03-03T00:00:00Z', '2028-02-29T09:00:00.000Z'],
  ['cron(0 9 1W * ? *)', 'UTC', '2026-02-03T00:00:00Z', '2026-03-02T09:00:00.000Z'],
  ['at(2026-05-01T12:00:00)', 'Asia/Shanghai', '2026-03-03T00:00:00Z', '2026-05-01T04:00:00.000Z'],
])('%s in %s after %s fires at %s', (expression, zone, after, expected) => {
  expect(next(expression, zone, after)).toBe(expected);
});

test('a moment that has passed does not come again', () => {
  expect(next('at(2026-05-01T12:00:00)', 'UTC', '2026-05-01T12:00:00Z')).toBeUndefined();
});

test('a schedule always fires later than asked, and asking again just before gives the same firing', () => {
  const { nextAfter } = parseSchedule('cron(0/15 6-20 ? * MON-FRI *)', 'America/New_York', 0);
  const year = Date.parse('2026-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 366 * 86_400 }), (seconds) => {
      const after = year + seconds * 1000;
      const at = nextAfter(after)!;
      expect(at).toBeGreaterThan(after);
      expect(nextAfter(at - 1)).toBe(at);
    }),
    { numRuns: 200 },
  );
});

test('a wrong expression is refused', () => {
  expect(() => parseSchedule('cron(99 * * * ? *)', 'UTC', 0).nextAfter(0)).toThrow('Not in 0-59');
  expect(() => parseSchedule('often', 'UTC', 0)).toThrow('Not a schedule expression');
});

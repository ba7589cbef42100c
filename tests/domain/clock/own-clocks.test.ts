import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarOf } from '../../../functions/domain/clock/firm-calendar.ts';
import {
  acknowledgeDueAt,
  answerBy,
  queueDueAt,
  resolutionDueAt,
} from '../../../functions/domain/clock/own-clocks.ts';
import { queueSchema } from '../../../functions/domain/case/case.ts';
import { tiers } from '../../../functions/domain/customer/customer.ts';

const firm = calendarOf({ timeZone: 'Europe/London', country: 'GB' });
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-11-30'), noInvalidDate: true })
  .map((date) => date.toISOString());
const place = fc.integer({ min: 0, max: tiers.length - 1 });
const severity = fc.constantFrom(1, 2, 3, 4);

describe('our own clocks', () => {
  test('every customer is told five business days, to the close of business', () => {
    expect(answerBy(firm, '2026-11-23T10:00:00.000Z')).toBe('2026-11-30T17:30:00.000Z');
  });

  test('a critical diamond case is acknowledged within a business hour', () => {
    expect(acknowledgeDueAt(firm, '2026-11-20T17:00:00.000Z', { tier: 'diamond', severity: 4 })).toBe(
      '2026-11-23T09:30:00.000Z',
    );
  });

  test('a question is answered within two business days and a leaver is spoken with on the next', () => {
    const standing = { tier: 'standard', severity: 1 } as const;
    expect(queueDueAt(firm, '2026-11-23T10:00:00.000Z', { ...standing, queue: 'enquiries' })).toBe(
      '2026-11-25T17:30:00.000Z',
    );
    expect(queueDueAt(firm, '2026-11-23T10:00:00.000Z', { ...standing, queue: 'cancellations' })).toBe(
      '2026-11-24T17:30:00.000Z',
    );
  });

  test('a higher tier or a higher severity never waits longer', () => {
    fc.assert(
      fc.property(instant, place, place, severity, severity, (at, a, b, s, t) => {
        const higher = { tier: tiers[Math.min(a, b)]!, severity: Math.max(s, t) as 1 | 2 | 3 | 4 };
        const lower = { tier: tiers[Math.max(a, b)]!, severity: Math.min(s, t) as 1 | 2 | 3 | 4 };
        expect(acknowledgeDueAt(firm, at, higher) <= acknowledgeDueAt(firm, at, lower)).toBe(true);
        for (const queue of queueSchema.options) {
          expect(
            queueDueAt(firm, at, { ...higher, queue }) <= queueDueAt(firm, at, { ...lower, queue }),
          ).toBe(true);
        }
      }),
    );
  });

  test('what is learned after receipt only brings the told date nearer', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...tiers), severity, (at, tier, level) => {
        expect(resolutionDueAt(firm, at, tier, level) <= answerBy(firm, at)).toBe(true);
      }),
    );
  });

  test('somebody says "mine" before the case has to be resolved', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...tiers), severity, (at, tier, level) => {
        expect(
          acknowledgeDueAt(firm, at, { tier, severity: level }) <= resolutionDueAt(firm, at, tier, level),
        ).toBe(true);
      }),
    );
  });
});

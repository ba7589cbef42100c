import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withReservation, type Contact } from '../../../functions/domain/contact/contact.ts';
import { rule, type ContactRules, type Proposal } from '../../../functions/domain/contact/govern.ts';
import { dueAtLocalTime, quietUntil } from '../../../functions/domain/contact/quiet-hours.ts';

const NOON = '2026-03-03T12:00:00.000Z';
const rules: ContactRules = {
  perWeek: 2,
  perCampaign: 3,
  coolDownDays: 14,
  quiet: { from: '21:00', until: '08:00' },
};
const aProposal = (more: Partial<Proposal> = {}): Proposal => ({
  at: NOON,
  customer: { emails: ['a@example.org'], marketingConsent: true, attributes: {} },
  firmZone: 'Europe/London',
  contact: undefined,
  hasBounced: false,
  complaints: { open: false },
  mailsBefore: 0,
  isHeldOut: false,
  ...more,
});
const entry = (at: string) => ({ at, campaignId: 'cmp_1', step: 'a', customerId: 'cus_1' });
const contact = (more: Partial<Contact> = {}): Contact => ({ id: 'C', version: 1, recent: [], ...more });
const reason = (more: Partial<Proposal>) => {
  const ruled = rule(aProposal(more), rules);
  return ruled.kind === 'refuse' ? ruled.reason : ruled.kind;
};

describe('whether a customer is written to', () => {
  test('yes, when nothing speaks against it', () => {
    expect(reason({})).toBe('write');
  });

  test.each<[string, Partial<Proposal>]>([
    ['no-consent', { customer: { ...aProposal().customer, marketingConsent: false } }],
    ['no-address', { customer: { ...aProposal().customer, emails: [] } }],
    ['do-not-disturb', { customer: { ...aProposal().customer, attributes: { 'Do not contact': 'yes' } } }],
    ['unsubscribed', { contact: contact({ stoppedAt: NOON }) }],
    ['bounced', { hasBounced: true }],
    ['open-complaint', { complaints: { open: true } }],
    ['cool-down', { complaints: { open: false, lastEndedAt: '2026-02-20T12:00:00.000Z' } }],
    ['campaign-cap', { mailsBefore: 3 }],
    [
      'weekly-cap',
      {
        contact: contact({
          recent: ['2026-03-01', '2026-02-26'].map((day) => entry(`${day}T00:00:00.000Z`)),
        }),
      },
    ],
    ['holdout', { isHeldOut: true }],
  ])('not, with the reason %s', (expected, more) => {
    expect(reason(more)).toBe(expected);
  });

  test('not with an open complaint, whatever else is true', () => {
    fc.assert(
      fc.property(
        fc.record({ isHeldOut: fc.boolean(), mailsBefore: fc.nat(9) }),
        fc.constantFrom('01', '09', '23'),
        (more, hour) => {
          expect(reason({ ...more, at: `2026-03-03T${hour}:00:00.000Z`, complaints: { open: true } })).toBe(
            'open-complaint',
          );
        },
      ),
    );
  });

  test('the same people are held out by night as by day: quiet hours only put off', () => {
    const night = '2026-03-03T23:30:00.000Z';
    expect(reason({ at: night, isHeldOut: true })).toBe('holdout');
    expect(rule(aProposal({ at: night }), rules)).toEqual({ kind: 'later', at: '2026-03-04T08:00:00.000Z' });
  });
});

describe('quiet hours', () => {
  const quiet = { from: '21:00', until: '08:00' };

  test('are those of the clock on the wall, on the days it is changed too', () => {
    // In Berlin the clock goes from 2 to 3 on 29 March and from 3 to 2 on 25 October 2026.
    expect(quietUntil('2026-03-28T20:30:00.000Z', 'Europe/Berlin', quiet)).toBe('2026-03-29T06:00:00.000Z');
    expect(quietUntil('2026-10-24T20:30:00.000Z', 'Europe/Berlin', quiet)).toBe('2026-10-25T07:00:00.000Z');
    expect(quietUntil('2026-03-29T06:00:00.000Z', 'Europe/Berlin', quiet)).toBeUndefined();
  });

  test('may lie within a day, or not be at all', () => {
    const siesta = { from: '13:00', until: '15:00' };
    expect(quietUntil('2026-07-01T11:30:00.000Z', 'Europe/Madrid', siesta)).toBe('2026-07-01T13:00:00.000Z');
    expect(quietUntil('2026-07-01T13:30:00.000Z', 'Europe/Madrid', siesta)).toBeUndefined();
    expect(quietUntil(NOON, 'UTC', { from: '08:00', until: '08:00' })).toBeUndefined();
  });

  test('never hold a mail back for more than a day, and end where they say', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom(
          'Europe/London',
          'Asia/Shanghai',
          'America/New_York',
          'Australia/Lord_Howe',
          'Asia/Kolkata',
        ),
        (date, zone) => {
          const at = date.toISOString();
          const until = quietUntil(at, zone, quiet);
          if (until === undefined) return;
          expect(until > at).toBe(true);
          expect(Date.parse(until) - Date.parse(at)).toBeLessThanOrEqual(12 * 3_600_000);
          const local = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' });
          expect(local.format(new Date(until))).toBe('08:00');
        },
      ),
    );
  });

  test('a mail for ten in the morning waits for ten where the customer is', () => {
    expect(dueAtLocalTime('2026-03-03T06:00:00.000Z', 'Europe/London', '10:00')).toBe(
      '2026-03-03T10:00:00.000Z',
    );
    expect(dueAtLocalTime('2026-03-03T11:00:00.000Z', 'Europe/London', '10:00')).toBe(
      '2026-03-03T11:00:00.000Z',
    );
    expect(dueAtLocalTime('2026-03-03T06:00:00.000Z', 'Asia/Tokyo', '10:00')).toBe(
      '2026-03-04T01:00:00.000Z',
    );
  });
});

test('what is remembered of an address stays small, however often it is written to', () => {
  let one: Contact | undefined;
  for (let day = 1; day <= 300; day += 1)
    one = withReservation(one, 'C', entry(new Date(Date.UTC(2026, 0, day)).toISOString()));
  expect(one?.version).toBe(300);
  expect(one?.recent.length).toBeLessThanOrEqual(30);
});

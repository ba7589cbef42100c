import { expect, test } from 'vitest';
import { budgetPeriodOf, fitsBudget, settlementOf } from '../../../functions/domain/offer/budget.ts';
import { approveOffer, expireOffer, withdrawOffer } from '../../../functions/domain/offer/change.ts';
import { offerStatuses } from '../../../functions/domain/offer/offer.ts';
import { anOffer, now } from './situations.ts';

const end = '2026-12-07T10:00:00.000Z';

test('an offer expires at its end, not before, and not once it was answered', () => {
  expect(expireOffer(anOffer(), end)).toEqual({
    ok: true,
    value: anOffer({ status: 'expired', version: 2 }),
  });
  expect(expireOffer(anOffer(), now)).toEqual({ ok: false, reason: 'NotDue' });
  expect(expireOffer(anOffer({ status: 'accepted' }), end)).toEqual({ ok: false, reason: 'NotOpen' });
});

test('nobody approves their own offer', () => {
  const waiting = anOffer({ status: 'awaiting-approval', madeBy: 'hana' });
  expect(approveOffer(waiting, 'hana', 14, now)).toEqual({ ok: false, reason: 'SamePerson' });
  expect(approveOffer(waiting, 'lena', 7, now)).toEqual({
    ok: true,
    value: {
      ...waiting,
      status: 'open',
      approvedBy: 'lena',
      validUntil: '2026-11-30T10:00:00.000Z',
      version: 2,
    },
  });
  expect(approveOffer(anOffer(), 'lena', 7, now)).toEqual({ ok: false, reason: 'NotWaiting' });
});

test('an answered offer cannot be taken back', () => {
  expect(withdrawOffer(anOffer({ status: 'accepted' }), 'settled')).toEqual({
    ok: false,
    reason: 'AlreadyAnswered',
  });
  for (const status of ['open', 'awaiting-approval', 'approved'] as const)
    expect(withdrawOffer(anOffer({ status }), 'settled')).toMatchObject({
      ok: true,
      value: { status: 'withdrawn', withdrawnFor: 'settled', version: 2 },
    });
});

test('an offer holds its cost while it may be accepted, spends it then, and gives it back otherwise', () => {
  const settled = Object.fromEntries(offerStatuses.map((status) => [status, settlementOf(status, true)]));
  expect(settlementOf('accepted', false)).toBe('promise');
  expect(settled).toEqual({
    'awaiting-approval': 'keep',
    approved: 'keep',
    open: 'keep',
    accepted: 'spend',
    declined: 'release',
    'call-me': 'release',
    'cancel-contract': 'release',
    expired: 'release',
    withdrawn: 'release',
  });
});

test('a budget is that of the month, and covers an offer to the last cent', () => {
  expect(budgetPeriodOf('2026-11-30T23:59:59.999Z')).toBe('2026-11');
  expect(budgetPeriodOf('2026-12-01T00:00:00.000Z')).toBe('2026-12');
  expect(fitsBudget({ period: '2026-11', limit: 1_000, held: 600 }, 400)).toBe(true);
  expect(fitsBudget({ period: '2026-11', limit: 1_000, held: 600 }, 401)).toBe(false);
});

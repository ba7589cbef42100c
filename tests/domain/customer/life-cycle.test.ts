import { expect, test } from 'vitest';
import { lifeCycleOf, type ActivityFacts } from '../../../functions/domain/customer/life-cycle.ts';

const today = '2026-11-23';
const daysAgo = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

const monthly = (silentDays: number): ActivityFacts => ({
  orders: 10,
  rhythmDays: 30,
  lastOrderOn: daysAgo(silentDays),
});

test.each<[string, ActivityFacts, string | undefined]>([
  ['nobody we know anything of', {}, undefined],
  ['registered but never bought', { since: daysAgo(10) }, 'exploring'],
  ['bought once', { orders: 1, lastOrderOn: daysAgo(20) }, 'exploring'],
  ['bought twice', { orders: 2, rhythmDays: 40, lastOrderOn: daysAgo(20) }, 'forming'],
  ['buys monthly and bought last week', monthly(7), 'stable'],
  ['buys monthly and is quiet for three months', monthly(90), 'stable'],
  ['buys monthly and is quiet for longer than three months', monthly(91), 'declining'],
  ['buys monthly and is quiet for half a year', monthly(180), 'declining'],
  ['buys monthly and is quiet for longer than half a year', monthly(181), 'lost'],
  [
    'buys yearly and is quiet for half a year',
    { orders: 5, rhythmDays: 365, lastOrderOn: daysAgo(181) },
    'stable',
  ],
  [
    'bought once, years ago: quiet, but not known to be gone',
    { orders: 1, lastOrderOn: daysAgo(900) },
    'declining',
  ],
  ['bought twice: one gap is no rhythm', { orders: 2, rhythmDays: 5, lastOrderOn: daysAgo(60) }, 'forming'],
  ['contract since last month', { contractType: 'one-year', since: daysAgo(30) }, 'forming'],
  ['contract since long', { contractType: 'one-year', since: daysAgo(400) }, 'stable'],
  ['contract of unknown start', { contractType: 'monthly' }, 'stable'],
  ['contract that ends today', { contractEndsOn: today, since: daysAgo(400) }, 'stable'],
  ['contract ended yesterday', { contractEndsOn: daysAgo(1), since: daysAgo(400) }, 'lost'],
  ['last bought on the day the contract ended', { contractEndsOn: daysAgo(7), ...monthly(7) }, 'lost'],
  ['contract ended, but still buys', { contractEndsOn: daysAgo(40), ...monthly(7) }, 'stable'],
  ['no contract, says the feed', { contractType: 'None', since: daysAgo(30) }, 'exploring'],
])('%s', (_case, facts, expected) => {
  expect(lifeCycleOf(facts, today)).toBe(expected);
});

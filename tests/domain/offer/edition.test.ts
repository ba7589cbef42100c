import { expect, test } from 'vitest';
import { shippedEdition } from '../../../functions/domain/offer/default-catalogue.ts';
import {
  catalogueDraftSchema,
  changesBetween,
  nextEdition,
} from '../../../functions/domain/offer/catalogue-draft.ts';
import { whatBinds } from '../../../functions/domain/offer/way-out.ts';
import { aReward, aTeamReward } from '../../support/rewards.ts';
import { aGift } from './situations.ts';

const when = { at: '2026-11-27T10:00:00.000Z', by: 'mara' };
const draftOf = (over: object = {}) => catalogueDraftSchema.parse({ offers: [aGift()], ...over });
const first = nextEdition(shippedEdition, draftOf(), when)!;

test('an applied catalogue is the next edition, and says who applied it and when', () => {
  expect(first).toMatchObject({ edition: 1, appliedAt: when.at, appliedBy: 'mara', offersPerYear: 3 });
  expect(first.offers.map(({ id }) => id)).toEqual(['gift']);
});

test('a catalogue that says what is in force changes nothing', () => {
  expect(nextEdition(first, draftOf(), when)).toBeUndefined();
  expect(nextEdition(first, catalogueDraftSchema.parse(first), when)).toBeUndefined();
});

test('an offer whose terms change gets the next version, and the others keep theirs', () => {
  const dearer = aGift({ cost: { rule: 'fixed', amount: 2_000 } });
  const other = aGift({ id: 'other' });
  const second = nextEdition(first, draftOf({ offers: [dearer, other] }), when)!;
  const third = nextEdition(second, draftOf({ offers: [aGift(), other] }), when)!;

  expect(second.offers.map(({ id, version }) => [id, version])).toEqual([
    ['gift', 2],
    ['other', 1],
  ]);
  expect(third.offers.map(({ version }) => version)).toEqual([3, 1]);
});

test('what would change is named to the field', () => {
  const second = draftOf({
    budgetPerMonth: 5_000,
    offers: [aGift({ validForDays: 7 }), aGift({ id: 'new' })],
  });

  expect(changesBetween(first, second)).toEqual([
    { kind: 'changed', path: 'budgetPerMonth', after: '5000' },
    { kind: 'changed', path: 'gift.validForDays', before: '14', after: '7' },
    { kind: 'added', path: 'new', after: 'Gift' },
  ]);
  expect(changesBetween(second, first)).toContainEqual({ kind: 'removed', path: 'new', before: 'Gift' });
});

test('rewards have versions and changes of their own, and may be left out', () => {
  const second = nextEdition(first, draftOf({ rewards: [aReward(), aTeamReward()] }), when)!;
  const third = nextEdition(second, draftOf({ rewards: [aReward({ points: 600 })] }), when)!;

  expect(first.rewards).toBeUndefined();
  expect(nextEdition(second, catalogueDraftSchema.parse(second), when)).toBeUndefined();
  expect(changesBetween(first, second)).toEqual([
    { kind: 'added', path: 'rewards.tea', after: 'Tea with our team' },
    { kind: 'added', path: 'rewards.voucher-5', after: 'A voucher of {amount}' },
  ]);
  expect(changesBetween(second, third)).toEqual([
    { kind: 'changed', path: 'rewards.voucher-5.points', before: '500', after: '600' },
    { kind: 'removed', path: 'rewards.tea', before: 'Tea with our team' },
  ]);
  expect(third.rewards).toMatchObject([{ version: 2 }]);
});

test('a reward binds nobody either, and has its id alone', () => {
  const { texts } = aReward();
  const binding = { ...texts, en: { ...texts.en, conditions: ['Your contract is extended by a year.'] } };
  const wrong = catalogueDraftSchema.safeParse({ offers: [aGift()], rewards: [aReward({ texts: binding })] });
  const twice = catalogueDraftSchema.safeParse({ offers: [aGift()], rewards: [aReward(), aReward()] });

  expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['rewards.0.texts.en.conditions.0']);
  expect(twice.error?.issues.map(({ path }) => path.join('.'))).toEqual(['rewards']);
});

test('what does not fit is named by its path', () => {
  const texts = { en: { ...aGift().texts.en, title: '' }, 'zh-Hans': aGift().texts['zh-Hans'] };
  const wrong = catalogueDraftSchema.safeParse({
    offers: [aGift({ texts }), { ...aGift({ id: 'second' }), colour: 'red' }],
    offersPerYear: 0,
  });

  expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual([
    'offersPerYear',
    'offers.0.texts.en.title',
    'offers.1',
  ]);
});

test.each([
  'You cannot cancel for 12 months.',
  'By accepting you waive your right to complain.',
  'Your contract is extended by a year.',
  'A minimum term of 24 months applies.',
  'An early termination fee applies.',
  '接受后不得取消合同。',
  '接受即放弃投诉权利。',
  '合同自动续签一年。',
])('an offer that hides the way out is refused: %s', (condition) => {
  const words = { ...aGift().texts.en, conditions: ['Once', condition] };
  const refused = catalogueDraftSchema.safeParse({
    offers: [aGift({ texts: { en: words, 'zh-Hans': words } })],
  });

  expect(refused.error?.issues[0]).toMatchObject({
    path: ['offers', 0, 'texts', 'en', 'conditions', 1],
    message: expect.stringContaining('hides the way out'),
  });
});

test.each([
  'You can still cancel at any time under your contract.',
  'Your contract does not get longer.',
  'It cannot be exchanged for cash.',
  '合同期限不会因此延长。',
  '您仍可按合同随时终止服务。',
])('words that keep the way open are fine: %s', (words) => {
  expect(whatBinds(words)).toBeUndefined();
});

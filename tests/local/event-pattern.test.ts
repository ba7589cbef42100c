import { expect, test } from 'vitest';
import { fitsPattern } from '../../local/event-pattern.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { dispatch: { S: 'recovery' }, count: { N: '4' } } },
};
const image = (rule: unknown): object => ({ dynamodb: { NewImage: rule } });

test.each([
  ['an exact name', { eventName: ['INSERT'] }, true],
  ['another name', { eventName: ['MODIFY'] }, false],
  ['one of several names', { eventName: ['MODIFY', 'INSERT'] }, true],
  ['something that is there', image({ dispatch: { S: [{ exists: true }] } }), true],
  ['something that is not there', image({ other: { S: [{ exists: true }] } }), false],
  ['absence', image({ other: { S: [{ exists: false }] } }), true],
  ['a prefix', image({ dispatch: { S: [{ prefix: 'rec' }] } }), true],
  ['anything but', image({ dispatch: { S: [{ 'anything-but': ['recovery'] }] } }), false],
  ['a number range', image({ count: { N: [{ numeric: ['>', 3, '<=', 4] }] } }), true],
  ['an alternative', { $or: [{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }] }, true],
])('a filter on %s', (_, pattern, fits) => {
  expect(fitsPattern(pattern, record)).toBe(fits);
});

test('a rule that is not known is refused rather than ignored', () => {
  expect(() => fitsPattern({ eventName: [{ cidr: '10.0.0.0/8' }] }, record)).toThrow();
});

test('of a list in the event one member has to fit', () => {
  const pattern = { tags: { set: ['ours'] } };

  expect(fitsPattern(pattern, { tags: { set: ['theirs', 'ours'] } })).toBe(true);
  expect(fitsPattern(pattern, { tags: { set: ['theirs'] } })).toBe(false);
  expect(fitsPattern(pattern, { tags: { set: [] } })).toBe(false);
});

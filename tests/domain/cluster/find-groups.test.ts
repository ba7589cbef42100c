import { describe, expect, test } from 'vitest';
import { findGroups, LEAST_STABLE } from '../../../functions/domain/cluster/find-groups.ts';
import { adjustedRand } from '../../../functions/domain/cluster/stability.ts';
import { checkRule } from '../../../functions/domain/segment/check.ts';
import { segmentRuleSchema } from '../../../functions/domain/segment/rule.ts';
import type { Column } from '../../../functions/domain/table/column.ts';
import { seededDice } from '../../../functions/domain/table/dice.ts';

const ROWS = 900;
const dice = seededDice(3);
const kinds = Array.from({ length: ROWS }, () => dice.upTo(3));
/** Newcomers who order little and pay much, regulars, and firms; a town that has nothing to do with it. */
const customers: Column[] = [
  {
    kind: 'number',
    name: 'orders',
    values: Float64Array.from(kinds, (kind) => [1, 20, 60][kind]! + dice.upTo(8)),
  },
  {
    kind: 'number',
    name: 'monthlyCharge',
    values: Float64Array.from(kinds, (kind) => [80, 20, 45][kind]! + dice.upTo(10)),
  },
  {
    kind: 'category',
    name: 'branch',
    levels: ['shop', 'web'],
    codes: Int32Array.from(kinds, (kind) => (kind === 2 ? 0 : 1)),
  },
  {
    kind: 'category',
    name: 'town',
    levels: ['north', 'south'],
    codes: Int32Array.from(kinds, () => dice.upTo(2)),
  },
];

describe('groups of customers', () => {
  const found = findGroups(customers, ROWS, { k: 3, seed: 1 });

  test('that are there are found again on other rows, and each rule names its group', () => {
    expect(found.groups).toHaveLength(3);
    for (const group of found.groups) {
      expect(group.precision).toBeGreaterThan(0.9);
      expect(group.recall).toBeGreaterThan(0.9);
    }
  });

  test('become rules that the campaign engine accepts, on fields of the record or on attributes', () => {
    for (const { rule } of found.groups) {
      expect(segmentRuleSchema.parse(rule)).toEqual(rule);
      expect(checkRule(rule)).toEqual([]);
    }
  });

  test('are described in both languages', () => {
    for (const { name } of found.groups) {
      expect(name.en).not.toBe('');
      expect(name['zh-Hans']).not.toBe(name.en);
    }
  });

  test('hold every customer once, the largest group first', () => {
    const sizes = found.groups.map(({ rows }) => rows);
    expect(sizes.reduce((sum, rows) => sum + rows, 0)).toBe(ROWS);
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test('are the same for the same seed', () => {
    expect(findGroups(customers, ROWS, { k: 3, seed: 1 })).toEqual(found);
  });

  test('are as many as other rows confirm, when no number is asked for', () => {
    const { k, stability, tried } = findGroups(customers.slice(0, 3), ROWS, { seed: 1 });
    expect(k).toBe(3);
    expect(stability).toBeGreaterThan(0.95);
    expect(tried.map((one) => one.k)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  test('are found although a yes and a no that mean nothing stand beside them', () => {
    const consent: Column = {
      kind: 'category',
      name: 'marketingConsent',
      levels: ['yes', 'no'],
      codes: Int32Array.from(kinds, () => dice.upTo(2)),
    };
    const { k, groups } = findGroups([...customers.slice(0, 3), consent], ROWS, { seed: 1 });
    expect(k).toBe(3);
    expect(groups.some(({ name }) => name.en.includes('marketing'))).toBe(false);
  });

  test('that only leave something unknown are named by that', () => {
    const some: Column = {
      kind: 'category',
      name: 'channel',
      levels: ['web', 'shop'],
      codes: Int32Array.from(kinds, (kind) => [0, 1, -1][kind]!),
    };
    const { groups } = findGroups([some], ROWS, { k: 3, seed: 1 });
    expect(groups.map(({ name }) => name.en)).toContain('channel is not known');
    for (const { precision, recall } of groups) expect([precision, recall]).toEqual([1, 1]);
  });

  test('that are not there are said to be unstable', () => {
    const noise = [0, 1, 2, 3, 4].map((n): Column => ({
      kind: 'number',
      name: `noise${n}`,
      values: Float64Array.from({ length: ROWS }, () => dice.next()),
    }));
    expect(findGroups(noise, ROWS, { k: 4, seed: 1 }).stability).toBeLessThan(LEAST_STABLE);
  });
});

test('two groupings agree whatever the groups are called, and by chance not at all', () => {
  const groups = Uint8Array.from({ length: 600 }, (_, row) => row % 3);
  expect(
    adjustedRand(
      groups,
      groups.map((one) => (one + 1) % 3),
    ),
  ).toBe(1);
  expect(
    Math.abs(
      adjustedRand(
        groups,
        groups.map(() => dice.upTo(3)),
      ),
    ),
  ).toBeLessThan(0.03);
});

import { expect, test } from 'vitest';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import { monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

const editionOf = (edition: number, over: Partial<Edition> = {}): Edition => ({
  ...shippedEdition,
  edition,
  appliedAt: monday,
  appliedBy: 'mara',
  ...over,
});

/** What every store of catalogues promises: one in force, and none that was in force ever changes. */
export function cataloguesSuite(fresh: FreshAdapters): void {
  const aStore = () => fresh(() => monday);

  test('what we ship is in force until a catalogue is applied', async () => {
    const { catalogues, offers } = await aStore();

    expect(await catalogues.current()).toEqual(shippedEdition);
    expect(await catalogues.edition(0)).toEqual(shippedEdition);
    expect(await catalogues.edition(1)).toBeUndefined();
    expect(await catalogues.history()).toEqual([]);
    expect((await offers.standing('cus_7', '2026-03')).edition).toBe(0);
  });

  test('an applied catalogue is in force at once, and older ones stay readable', async () => {
    const { catalogues, offers } = await aStore();
    const [first, second] = [editionOf(1), editionOf(2, { offersPerYear: 1, budgetPerMonth: 900 })];

    expect(await catalogues.apply(first)).toBe('applied');
    expect(await catalogues.apply(second)).toBe('applied');

    expect(await catalogues.current()).toEqual(second);
    expect(await catalogues.edition(1)).toEqual(first);
    expect((await offers.standing('cus_7', '2026-03')).edition).toBe(2);
    expect((await catalogues.history()).map(({ edition, appliedBy }) => [edition, appliedBy])).toEqual([
      [2, 'mara'],
      [1, 'mara'],
    ]);
  });

  test('of two who apply at once one does', async () => {
    const { catalogues } = await aStore();

    const both = await Promise.all([
      catalogues.apply(editionOf(1)),
      catalogues.apply(editionOf(1, { appliedBy: 'lena' })),
    ]);

    expect(both.toSorted()).toEqual(['applied', 'stale']);
    expect(await catalogues.apply(editionOf(3))).toBe('stale');
    expect((await catalogues.current()).edition).toBe(1);
  });
}

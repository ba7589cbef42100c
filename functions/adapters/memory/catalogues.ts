/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { editionSchema, type Edition } from '../../domain/offer/edition.ts';
import type { Catalogues } from '../../ports/catalogues.ts';
import type { CaseStore } from './case-store.ts';

/** Editions for tests. The one in force is part of the store, because the choice of an offer reads it there. */
export function memoryCatalogues(store: CaseStore, shipped: Edition): Catalogues {
  const at = (number: number): Edition | undefined =>
    number === shipped.edition ? shipped : store.editions.find(({ edition }) => edition === number);
  return {
    current: async () => store.editions.at(-1) ?? shipped,
    edition: async (number) => at(number),
    async apply(next) {
      if (next.edition !== store.editions.length + 1) return 'stale';
      store.editions.push(editionSchema.parse(next));
      return 'applied';
    },
    history: async () =>
      store.editions
        .map(({ edition, appliedAt, appliedBy }) => ({
          edition,
          ...(appliedAt !== undefined && { appliedAt }),
          ...(appliedBy !== undefined && { appliedBy }),
        }))
        .toReversed(),
  };
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { addedBy } from '../../domain/offer/belief.ts';
import type { OfferBeliefs } from '../../ports/beliefs.ts';
import type { CaseStore } from './case-store.ts';

/** Beliefs for tests, where weighing finds them (`offers.ts`). */
export const memoryBeliefs = (store: CaseStore): OfferBeliefs => ({
  inSegment: async (segment) => store.learned.get(segment) ?? {},

  async learn(outcome) {
    const added = addedBy(outcome, store.lessons.get(outcome.id));
    if (!added) return 'known';
    const { segment } = outcome.weighed;
    const learned = store.learned.get(segment) ?? {};
    const before = learned[outcome.offer] ?? { kept: 0, left: 0 };
    store.lessons.set(outcome.id, { kept: outcome.kept });
    store.learned.set(segment, {
      ...learned,
      [outcome.offer]: { kept: before.kept + added.kept, left: before.left + added.left },
    });
    return 'learned';
  },
});

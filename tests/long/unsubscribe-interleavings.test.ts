import { test } from 'vitest';
import { holdTheWishToRandomOrder, storesInMemory } from '../support/unsubscribe-interleavings.ts';
import { seed } from './seed.ts';

test('in three thousand orders of events no mail goes out that was reserved after "no more" was answered', async () => {
  await holdTheWishToRandomOrder(3_000, seed, () => Promise.resolve(storesInMemory()));
});

import { test } from 'vitest';
import { holdTheBooksToRandomOrder } from '../support/offer-interleavings.ts';
import { seed } from './seed.ts';

test('in two thousand orders of events nothing is granted twice and no money is spent that is not there', async () => {
  await holdTheBooksToRandomOrder(2_000, seed);
});

import { test } from 'vitest';
import { holdFactsToRandomOrder } from '../support/fact-interleavings.ts';
import { seed } from './seed.ts';

test('in five thousand courses of weeks a fact brings one mail when nothing is in the way, and no other', async () => {
  await holdFactsToRandomOrder(5_000, seed);
});

import { test } from 'vitest';
import { holdFactsToRandomOrder } from '../support/fact-interleavings.ts';

test('whatever comes in between, a falling tier brings one mail when nothing is in the way, and no other', async () => {
  await holdFactsToRandomOrder(200, 20_261_127);
});

import { test } from 'vitest';
import { holdPointsToRandomOrder } from '../support/points-interleavings.ts';
import { seed } from './seed.ts';

test('in five thousand orders of events points are spent once and the account still opens', async () => {
  await holdPointsToRandomOrder(5_000, seed);
});

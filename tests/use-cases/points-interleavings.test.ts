import { test } from 'vitest';
import { holdPointsToRandomOrder } from '../support/points-interleavings.ts';

// Thousands more with another seed each time are in tests/long.
test('in whatever order customer, team, orders and the end of a month come, points are spent once and the account still opens', async () => {
  await holdPointsToRandomOrder(200, 20_261_127);
});

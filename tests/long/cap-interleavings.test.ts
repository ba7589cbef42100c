import { test } from 'vitest';
import { holdTheCapToRandomOrder } from '../support/cap-interleavings.ts';
import { seed } from './seed.ts';

test('in two thousand orders of events no address gets more than the cap of the week, nor a mail twice', async () => {
  await holdTheCapToRandomOrder(2_000, seed);
});

import { test } from 'vitest';
import { holdApprovalsToRandomOrder } from '../support/approval-interleavings.ts';
import { seed } from './seed.ts';

test('in five thousand orders of events an approved offer goes out once or not at all', async () => {
  await holdApprovalsToRandomOrder(5_000, seed);
});

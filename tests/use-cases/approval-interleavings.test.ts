import { test } from 'vitest';
import { holdApprovalsToRandomOrder } from '../support/approval-interleavings.ts';

// Thousands more with another seed each time are in tests/long.
test('in whatever order leads, customers, time and workers come, an approved offer goes out once or not at all', async () => {
  await holdApprovalsToRandomOrder(200, 20_261_127);
});

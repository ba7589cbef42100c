import { test } from 'vitest';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { holdTheWishToRandomOrder } from '../support/unsubscribe-interleavings.ts';
import { seed } from './seed.ts';

test('in three thousand orders of events no mail goes out that was reserved after "no more" was answered', async () => {
  await holdTheWishToRandomOrder(3_000, seed, () =>
    Promise.resolve({
      ...memoryOutreach(),
      customers: memoryCustomers(),
      experiments: memoryExperiments(),
    }),
  );
});

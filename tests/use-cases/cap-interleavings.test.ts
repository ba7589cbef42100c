import { test } from 'vitest';
import { holdTheCapToRandomOrder } from '../support/cap-interleavings.ts';

// Thousands more with another seed each time are in tests/long.
test('however campaigns meet at an address, it gets no more than the cap of the week, and each mail once', async () => {
  await holdTheCapToRandomOrder(60, 20_261_127);
});

import { test } from 'vitest';
import { holdTheBooksToRandomOrder } from '../support/offer-interleavings.ts';

// A thousand and more with another seed each time are in tests/long.
test('whatever races, crashes or comes twice, nothing is granted twice and no money is spent that is not there', async () => {
  await holdTheBooksToRandomOrder(200, 20_261_127);
});

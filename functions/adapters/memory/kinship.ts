import type { Customers } from '../../ports/customers.ts';
import type { Kinship } from '../../ports/kinship.ts';

/** Kinship for tests, over the customers of the test. */
export const memoryKinship = (customers: Pick<Customers, 'byAddress'>): Kinship => ({
  async areOne(address, other) {
    const [one, two] = await Promise.all([customers.byAddress(address), customers.byAddress(other)]);
    return one.some(({ id }) => two.some((customer) => customer.id === id));
  },
});

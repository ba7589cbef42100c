import type { Customer } from '../domain/customer/customer.ts';

/** Look-ups of customers that cases need. */
export interface KnownCustomers {
  byId(customerId: string): Promise<Customer | undefined>;
  /** Customers who have this address on record. */
  byAddress(address: string): Promise<readonly Customer[]>;
}

import type { Customer } from '../domain/customer/customer.ts';
import type { CustomerChange } from '../domain/customer/merge-customer.ts';
import type { Order } from '../domain/customer/order.ts';

/** A run of customers in the order of the store, `from` and `through` included; plain enough for a machine's state. */
export interface CustomerSlice {
  readonly shard: number;
  readonly from: string;
  readonly through: string;
}

/** Everything we know of the firm's customers, and which address belongs to whom. */
export interface Customers {
  byId(customerId: string): Promise<Customer | undefined>;
  /** Those that exist, by id. */
  byIds(customerIds: readonly string[]): Promise<ReadonlyMap<string, Customer>>;
  /** Customers with this (lower-cased) address; one household may share it. */
  byAddress(address: string): Promise<readonly Customer[]>;
  /** A customer with all their orders. */
  withOrders(
    customerId: string,
  ): Promise<{ readonly customer: Customer; readonly orders: readonly Order[] } | undefined>;
  /**
   * Keeps the customer if nobody changed it since `readVersion` (undefined: it must be new), with its next version;
   * its addresses follow in the same step.
   */
  save(customer: Customer, readVersion: number | undefined): Promise<'saved' | 'stale'>;
  /**
   * Keeps many, each one whole or not at all. @returns ids of those that somebody else changed meanwhile
   */
  saveAll(changes: readonly CustomerChange[]): Promise<readonly string[]>;
  /** The whole base cut into slices of at most `size`. */
  slices(size: number): Promise<readonly CustomerSlice[]>;
  inSlice(slice: CustomerSlice): Promise<readonly Customer[]>;
}

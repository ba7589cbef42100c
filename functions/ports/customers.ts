import type { BaseRange } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { CustomerChange } from '../domain/customer/merge-customer.ts';
import type { Order } from '../domain/customer/order.ts';

/** Some customers in the order of the base. `next` is where the rest of the range begins. */
interface BasePage {
  readonly customers: readonly Customer[];
  readonly next: string | undefined;
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
  /**
   * At most `limit` customers of a part of the base, from `next` of the page before. A change of a moment ago may not be
   * seen yet.
   */
  page(range: BaseRange, limit: number, next?: string): Promise<BasePage>;
  /** How many there are in a part of the base. */
  count(range: BaseRange): Promise<number>;
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { basePlaceOf } from '../../domain/customer/base-place.ts';
import { customerSchema, knownAddresses, type Customer } from '../../domain/customer/customer.ts';
import { changeBetween, type CustomerChange } from '../../domain/customer/merge-customer.ts';
import type { Order } from '../../domain/customer/order.ts';
import type { Customers } from '../../ports/customers.ts';

/** Customers for tests of use cases; it keeps the promises of the port, and nothing after the test. */
export function memoryCustomers(): Customers {
  const customers = new Map<string, Customer>();
  const orders = new Map<string, Map<string, Order>>();

  const keep = ({ customer, readVersion, orders: changed }: CustomerChange): boolean => {
    if (customers.get(customer.id)?.version !== readVersion) return false;
    customers.set(customer.id, customerSchema.parse(customer));
    const theirs = orders.get(customer.id) ?? new Map<string, Order>();
    for (const order of changed) theirs.set(order.id, order);
    orders.set(customer.id, theirs);
    return true;
  };
  const inOrder = () =>
    [...customers.values()]
      .map((customer): [string, Customer] => [`${basePlaceOf(customer)}#${customer.id}`, customer])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const sorted = () => [...customers.values()].sort((a, b) => (a.id < b.id ? -1 : 1));

  return {
    byId: async (customerId) => customers.get(customerId),
    byIds: async (ids) => new Map(sorted().flatMap((one) => (ids.includes(one.id) ? [[one.id, one]] : []))),
    byAddress: async (address) => sorted().filter((one) => knownAddresses(one).includes(address)),
    async withOrders(customerId) {
      const customer = customers.get(customerId);
      return (
        customer && {
          customer,
          orders: [...(orders.get(customerId)?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
        }
      );
    },
    async save(customer, readVersion) {
      const before = customers.get(customer.id);
      return before?.version === readVersion &&
        keep(changeBetween(before, { ...customer, version: (readVersion ?? 0) + 1 }))
        ? 'saved'
        : 'stale';
    },
    saveAll: async (changes) => changes.filter((change) => !keep(change)).map(({ customer }) => customer.id),
    async page({ from, through }, limit, next = from) {
      const found = inOrder().filter(([key]) => key >= next && key <= `${through}~`);
      const after = found[limit];
      return { customers: found.slice(0, limit).map(([, customer]) => customer), next: after?.[0] };
    },
    count: async ({ from, through }) =>
      inOrder().filter(([key]) => key >= from && key <= `${through}~`).length,
  };
}

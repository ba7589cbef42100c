import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { BaseRange } from '../../domain/customer/base-place.ts';
import { customerSchema, type Customer } from '../../domain/customer/customer.ts';
import { changeBetween, type CustomerChange } from '../../domain/customer/merge-customer.ts';
import { orderSchema } from '../../domain/customer/order.ts';
import type { Customers } from '../../ports/customers.ts';
import { inGroups, inParallel } from './groups.ts';
import { keys, lookup } from './keys.ts';
import { batchGet, getRow, queryAll } from './reads.ts';
import { indexes, mustBeNew, put, transact, versionIs, type Row, type Table, type Write } from './table.ts';

/** Limit of DynamoDB. */
const MAX_TRANSACTION = 100;
/** Transactions under way at once: enough to hide the way to the store, few enough not to throttle a new table. */
const PARALLEL = 8;

const contactSchema = z.object({ customerId: z.string() });
/** The record is one attribute, so that the index `lookup` can carry it. */
const rowSchema = z.object({ customer: customerSchema });
const customerIn = (row: Row): Customer => rowSchema.parse(row).customer;
const indexKeySchema = z.object({ lookupSk: z.string() });

/** Customers, their orders and the addresses that lead to them, in the one table. */
export function dynamoCustomers(table: Table): Customers {
  async function byId(customerId: string): Promise<Customer | undefined> {
    const row = await getRow(table, keys.customer(customerId));
    return row && customerIn(row);
  }

  async function byIds(customerIds: readonly string[]): Promise<ReadonlyMap<string, Customer>> {
    const rows = await batchGet(table, [...new Set(customerIds)].map(keys.customer));
    return new Map(rows.map(customerIn).map((customer) => [customer.id, customer]));
  }

  async function saveAll(changes: readonly CustomerChange[]): Promise<readonly string[]> {
    const stale: string[] = [];
    const packed = pack(
      changes.map((change) => ({ id: change.customer.id, writes: changeWrites(table, change) })),
    );
    await inParallel(packed, PARALLEL, async (parcel) => {
      stale.push(...(await deliver(table, parcel)));
    });
    return stale;
  }

  return {
    byId,
    byIds,
    saveAll,

    async byAddress(address) {
      const pointers = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: { ':pk': keys.contactCustomer(address, '').pk, ':sk': 'CUSTOMER#' },
      });
      const customers = await byIds(pointers.map((row) => contactSchema.parse(row).customerId));
      return [...customers.values()];
    },

    async withOrders(customerId) {
      // Tier moves lie behind the orders in the same partition and are not read.
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': keys.customer(customerId).pk,
          ':first': 'CUSTOMER',
          ':last': 'ORDER#\uffff',
        },
        ConsistentRead: true,
      });
      const [first, ...orders] = rows;
      if (first?.['sk'] !== 'CUSTOMER') return undefined;
      return { customer: customerIn(first), orders: orders.map((row) => orderSchema.parse(row)) };
    },

    async save(customer, readVersion) {
      const before = await byId(customer.id);
      if (before?.version !== readVersion) return 'stale';
      const next = { ...customer, version: (readVersion ?? 0) + 1 };
      const stale = await saveAll([changeBetween(before, next)]);
      return stale.length === 0 ? 'saved' : 'stale';
    },

    async page(range, limit, next) {
      const customers: Customer[] = [];
      for (const { digit, from, through } of partitionsOf(range, next)) {
        let start: Row | undefined;
        do {
          const page = await table.client.send(
            new QueryCommand({
              ...inPartition(table, digit, from, through),
              Limit: limit - customers.length,
              ...(start && { ExclusiveStartKey: start }),
            }),
          );
          for (const row of page.Items ?? []) customers.push(customerIn(row));
          start = page.LastEvaluatedKey;
          if (start && customers.length >= limit)
            return { customers, next: `${indexKeySchema.parse(start).lookupSk}${JUST_BEHIND}` };
        } while (start);
        if (customers.length >= limit && digit < range.through.slice(0, 1))
          return { customers, next: nextDigit(digit) };
      }
      return { customers, next: undefined };
    },

    async count(range) {
      let sum = 0;
      for (const { digit, from, through } of partitionsOf(range)) {
        let start: Row | undefined;
        do {
          const page = await table.client.send(
            new QueryCommand({
              ...inPartition(table, digit, from, through),
              Select: 'COUNT',
              ...(start && { ExclusiveStartKey: start }),
            }),
          );
          sum += page.Count ?? 0;
          start = page.LastEvaluatedKey;
        } while (start);
      }
      return sum;
    },
  };
}

/** The first character that an id may have: what comes next is not before it. */
const JUST_BEHIND = '!';
const HEX = '0123456789abcdef';
const nextDigit = (digit: string): string => HEX.charAt(HEX.indexOf(digit) + 1);

/** The partitions that a range touches, each with its own borders of the sort key. */
const partitionsOf = (range: BaseRange, next: string = range.from) =>
  Array.from(HEX)
    .filter((digit) => digit >= next.slice(0, 1) && digit <= range.through.slice(0, 1))
    .map((digit) => ({
      digit,
      from: digit === next.slice(0, 1) ? next : digit,
      // Behind the place stand `#` and the id; `~` comes after both.
      through: digit === range.through.slice(0, 1) ? `${range.through}~` : `${digit}~`,
    }));

const inPartition = (table: Table, digit: string, from: string, through: string) => ({
  TableName: table.name,
  IndexName: indexes.lookup,
  KeyConditionExpression: 'lookupPk = :pk AND lookupSk BETWEEN :from AND :through',
  ExpressionAttributeValues: { ':pk': lookup.basePartition(digit), ':from': from, ':through': through },
});

/** Everything one change writes; the customer itself is last, under the condition that nobody was faster. */
function changeWrites(table: Table, change: CustomerChange): Write[] {
  const { customer, readVersion, gainedEmails, lostEmails, tierMove, left, orders } = change;
  return [
    ...orders.map((order) => put(table, keys.order(customer.id, order.id), order)),
    ...lostEmails.map((address) => ({
      Delete: { TableName: table.name, Key: { ...keys.contactCustomer(address, customer.id) } },
    })),
    ...gainedEmails.map((address) =>
      put(table, keys.contactCustomer(address, customer.id), { customerId: customer.id }),
    ),
    ...(tierMove ? [put(table, keys.tierMove(customer.id, tierMove.version), tierMove)] : []),
    ...(left ? [put(table, keys.customerLeft(customer.id, left.version), left)] : []),
    put(
      table,
      keys.customer(customer.id),
      { customer, version: customer.version, ...lookup.customer(customer) },
      readVersion === undefined ? mustBeNew : versionIs(readVersion),
    ),
  ];
}

interface Unit {
  readonly id: string;
  readonly writes: readonly Write[];
}

/** Several customers share a transaction: one way to the store for up to a hundred rows. */
function pack(units: readonly Unit[]): Unit[][] {
  const parcels: Unit[][] = [];
  let room = 0;
  for (const unit of units) {
    if (unit.writes.length > room) {
      parcels.push([]);
      room = MAX_TRANSACTION;
    }
    parcels.at(-1)?.push(unit);
    room -= unit.writes.length;
  }
  return parcels;
}

/** Writes a parcel; a customer that somebody else changed is taken out and the rest tried again. */
async function deliver(table: Table, parcel: readonly Unit[]): Promise<string[]> {
  const stale: string[] = [];
  let units = [...parcel];
  while (units.length > 0) {
    const refused = await transactUnits(table, units);
    if (refused === undefined) break;
    stale.push(refused);
    units = units.filter((unit) => unit.id !== refused);
  }
  return stale;
}

/** @returns the customer whose condition failed, if one did */
async function transactUnits(table: Table, units: readonly Unit[]): Promise<string | undefined> {
  const writes = units.flatMap((unit) => unit.writes.map((write) => ({ id: unit.id, write })));
  // More than a transaction holds is one customer with many orders. Orders have natural keys, so those that go ahead
  // of the customer are harmless if the rest fails: the figures are computed from all orders the next time.
  const ahead = writes.slice(0, Math.max(0, writes.length - MAX_TRANSACTION));
  for (const group of inGroups(ahead, MAX_TRANSACTION))
    await transact(
      table,
      group.map(({ write }) => write),
    );
  const together = writes.slice(ahead.length);
  const result = await transact(
    table,
    together.map(({ write }) => write),
  );
  return result.kind === 'done' ? undefined : together[result.index]?.id;
}

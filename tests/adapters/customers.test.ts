import { describe, expect, test } from 'vitest';
import { dynamoCustomers } from '../../functions/adapters/dynamodb/customers.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { partOfBase, wholeBase } from '../../functions/domain/customer/base-place.ts';
import { customerSchema, type Customer } from '../../functions/domain/customer/customer.ts';
import { changeBetween } from '../../functions/domain/customer/merge-customer.ts';
import type { Order } from '../../functions/domain/customer/order.ts';
import type { Customers } from '../../functions/ports/customers.ts';
import { describeOnDynoxide } from '../support/dynoxide.ts';

const aCustomer = (number: string, more: Partial<Customer> = {}): Customer =>
  customerSchema.parse({
    id: `cus_${number}`,
    version: 1,
    customerNumber: number,
    emails: [`${number}@example.org`],
    marketingConsent: true,
    attributes: {},
    value: 1000,
    tier: 'standard',
    source: 'import',
    updatedAt: '2026-03-02T09:00:00.000Z',
    ...more,
  });

const anOrder = (customer: string, number: string, more: Partial<Order> = {}): Order => ({
  id: `ord_${number}`,
  orderNumber: number,
  customerId: `cus_${customer}`,
  orderedAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

const isNew = (customer: Customer, orders: readonly Order[] = []) =>
  changeBetween(undefined, customer, orders);

/** What every store of customers promises. */
function keepsCustomers(open: () => Promise<Customers>) {
  test('a customer is found by id and by each of their addresses', async () => {
    const customers = await open();
    const ada = aCustomer('1', { emails: ['ada@example.org', 'archer@example.org'] });

    expect(await customers.save(ada, undefined)).toBe('saved');

    expect(await customers.byId('cus_1')).toEqual(ada);
    expect(await customers.byAddress('archer@example.org')).toEqual([ada]);
    expect(await customers.byId('cus_2')).toBeUndefined();
  });

  test('an address that a customer gave up leads to them no longer', async () => {
    const customers = await open();
    await customers.save(aCustomer('1', { emails: ['old@example.org'] }), undefined);

    await customers.save(aCustomer('1', { emails: ['new@example.org'] }), 1);

    expect(await customers.byAddress('old@example.org')).toEqual([]);
    expect((await customers.byAddress('new@example.org')).map(({ version }) => version)).toEqual([2]);
  });

  test('two people of one household share an address', async () => {
    const customers = await open();
    await customers.saveAll([
      isNew(aCustomer('1', { emails: ['home@example.org'] })),
      isNew(aCustomer('2', { emails: ['home@example.org'] })),
    ]);

    expect((await customers.byAddress('home@example.org')).map(({ id }) => id).sort()).toEqual([
      'cus_1',
      'cus_2',
    ]);
  });

  test('of two changes made at once one is refused', async () => {
    const customers = await open();
    await customers.save(aCustomer('1'), undefined);

    const results = await Promise.all([
      customers.save(aCustomer('1', { name: 'Ada' }), 1),
      customers.save(aCustomer('1', { name: 'Bea' }), 1),
    ]);

    expect(results.sort()).toEqual(['saved', 'stale']);
    expect(await customers.save(aCustomer('1'), undefined)).toBe('stale');
  });

  test('one customer changed by somebody else does not keep the others out', async () => {
    const customers = await open();
    await customers.save(aCustomer('5', { name: 'first' }), undefined);

    const stale = await customers.saveAll(
      ['4', '5', '6'].map((number) => isNew(aCustomer(number, { name: 'second' }))),
    );

    expect(stale).toEqual(['cus_5']);
    const names = await customers.byIds(['cus_4', 'cus_5', 'cus_6', 'cus_7']);
    expect([...names.values()].map(({ id, name }) => `${id} ${name ?? ''}`).sort()).toEqual([
      'cus_4 second',
      'cus_5 first',
      'cus_6 second',
    ]);
  });

  test('a customer comes with all their orders, however many, and the same order again replaces itself', async () => {
    const customers = await open();
    const orders = Array.from({ length: 250 }, (_, n) => anOrder('1', String(n).padStart(3, '0')));
    await customers.saveAll([isNew(aCustomer('1'), orders), isNew(aCustomer('2'), [anOrder('2', 'X')])]);
    const before = await customers.byId('cus_1');

    await customers.saveAll([
      changeBetween(before, aCustomer('1', { version: 2, tier: 'gold' }), [
        anOrder('1', '007', { amount: 5 }),
      ]),
    ]);

    const found = await customers.withOrders('cus_1');
    expect(found?.customer.tier).toBe('gold');
    expect(found?.orders).toHaveLength(250);
    expect(found?.orders.find(({ id }) => id === 'ord_007')?.amount).toBe(5);
    expect(await customers.withOrders('cus_404')).toBeUndefined();
  });

  test('whoever reads the base page by page meets each customer once, whatever addresses change meanwhile', async () => {
    const customers = await open();
    const numbers = Array.from({ length: 12 }, (_, n) => String(n));
    await customers.saveAll(
      numbers.map((n) => isNew(aCustomer(n, n === '3' ? {} : { emails: [`${n}@example.org`] }))),
    );
    const met: string[] = [];
    let next: string | undefined;
    do {
      const page = await customers.page(wholeBase, 3, next);
      met.push(...page.customers.map(({ id }) => id));
      for (const n of numbers) {
        const before = await customers.byId(`cus_${n}`);
        if (!before) continue;
        const emails = [`${n}.${met.length}@new.example`];
        expect(await customers.save({ ...before, emails }, before.version)).toBe('saved');
      }
      next = page.next;
    } while (next !== undefined);

    expect(met.toSorted()).toEqual(numbers.map((n) => `cus_${n}`).toSorted());
  });

  test('the parts of the base hold every customer once, page by page', async () => {
    const customers = await open();
    const numbers = Array.from({ length: 230 }, (_, n) => String(n));
    await customers.saveAll(numbers.map((number) => isNew(aCustomer(number))));

    const seen: string[] = [];
    for (let part = 0; part < 7; part += 1) {
      const range = partOfBase(part, 7);
      let counted = 0;
      for (let next: string | undefined = range.from; next !== undefined;) {
        const page = await customers.page(range, 9, next);
        expect(page.customers.length).toBeLessThanOrEqual(9);
        seen.push(...page.customers.map(({ customerNumber }) => customerNumber));
        counted += page.customers.length;
        next = page.next;
      }
      expect(await customers.count(range)).toBe(counted);
    }

    expect(seen.sort()).toEqual([...numbers].sort());
    expect(await customers.count(wholeBase)).toBe(230);
    expect((await customers.page(wholeBase, 500)).next).toBeUndefined();
  });
}

describe('customers in memory', () => {
  keepsCustomers(() => Promise.resolve(memoryCustomers()));
});

describeOnDynoxide('customers in the table', (freshTable) => {
  keepsCustomers(async () => dynamoCustomers(await freshTable()));
});

import { memoryBeliefs } from '../../functions/adapters/memory/beliefs.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { memoryOffers } from '../../functions/adapters/memory/offers.ts';
import { expect, test } from 'vitest';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { rowParser } from '../../functions/adapters/files/row-parser.ts';
import { memoryImportFiles, memoryImports } from '../../functions/adapters/memory/imports.ts';
import { appraiseBy } from '../../functions/domain/customer/appraise.ts';
import type { ImportKind } from '../../functions/domain/import/import.ts';
import { createImport } from '../../functions/use-cases/create-import.ts';
import { giveUpImport, importChunk } from '../../functions/use-cases/import-chunk.ts';
import { readImport } from '../../functions/use-cases/read-import.ts';
import { startImport } from '../../functions/use-cases/start-import.ts';

const NOW = '2026-03-02T09:00:00.000Z';

function aFirm() {
  let ids = 0;
  const now = () => NOW;
  const imports = memoryImports();
  const files = memoryImportFiles(now);
  const customers = memoryCustomers();
  const deps = {
    imports,
    files,
    customers,
    parser: rowParser,
    outcomes: {
      experiments: memoryExperiments(),
      offers: memoryOffers(memoryCaseStore()),
      beliefs: memoryBeliefs(memoryCaseStore()),
    },
    loyalty: {
      points: memoryPoints(memoryCaseStore()),
      terms: { perUnit: 1, currency: 'GBP' },
    },
    appraise: appraiseBy({ diamond: 500_000, gold: 150_000, silver: 40_000 }),
    clock: { now },
    ids: {
      next: (prefix: string) => `${prefix}${String((ids += 1)).padStart(26, '0')}`,
      random: () => new Uint8Array(),
    },
  };
  const begin = async (kind: ImportKind, text: string) => {
    const { importId } = await createImport(deps, { kind, by: 'mara' });
    files.put(importId, text);
    await startImport(deps, { importId, by: 'mara' });
    return importId;
  };
  const run = async (importId: string, chunkBytes = 100_000) => {
    for (let chunks = 0; chunks < 1000; chunks += 1) {
      if (!(await importChunk({ ...deps, chunkBytes }, importId)).more) break;
    }
    return readImport(imports, importId);
  };
  return {
    ...deps,
    begin,
    run,
    take: async (kind: ImportKind, text: string) => run(await begin(kind, text)),
  };
}

const CUSTOMERS = `customerId,name,email,phone,monthlyCharge,marketingConsent,favourite colour
7,Ada Archer,Ada@Example.org;ada.archer@example.org,+44 7700 900-007,29.99,yes,green
8,王小明,wang@example.org,,,no,
`;

test('a file of customers becomes customers, and the import says what it did', async () => {
  const firm = aFirm();

  const summary = await firm.take('customers', CUSTOMERS);

  expect(summary).toMatchObject({
    state: 'done',
    read: 2,
    written: 2,
    unchanged: 0,
    errors: [],
    nextRow: 3,
    unknownColumns: ['favourite colour'],
  });
  expect(await firm.customers.byId('cus_7')).toMatchObject({
    name: 'Ada Archer',
    emails: ['ada@example.org', 'ada.archer@example.org'],
    phone: '+447700900007',
    monthlyCharge: 2999,
    marketingConsent: true,
    attributes: { 'favourite colour': 'green' },
  });
  expect((await firm.customers.byAddress('wang@example.org')).map(({ name }) => name)).toEqual(['王小明']);
});

test('the same file again changes nobody and says so', async () => {
  const firm = aFirm();
  await firm.take('customers', CUSTOMERS);
  const before = await firm.customers.byId('cus_7');

  expect(await firm.take('customers', CUSTOMERS)).toMatchObject({ written: 0, unchanged: 2 });
  expect(await firm.customers.byId('cus_7')).toEqual(before);
});

test('an empty cell wipes nothing, and a new address replaces the old one', async () => {
  const firm = aFirm();
  await firm.take('customers', CUSTOMERS);

  await firm.take('customers', 'Customer ID;e-mail;name\n7;new@example.org;\n');

  expect(await firm.customers.byId('cus_7')).toMatchObject({
    name: 'Ada Archer',
    emails: ['new@example.org'],
    marketingConsent: true,
  });
  expect(await firm.customers.byAddress('ada@example.org')).toEqual([]);
});

test('a row with mistakes is refused with every field named, and the others go in', async () => {
  const firm = aFirm();

  const summary = await firm.take(
    'customers',
    'customerId,email,since,monthlyCharge,marketingConsent\n1,ok@example.org,2024-02-29,10,true\n,not-an-address,2023-02-29,ten,maybe\n3,a@example.org\n4,b@example.org,,,\n',
  );

  expect(summary).toMatchObject({ read: 4, written: 2, errorCount: 6 });
  expect(summary?.errors.map(({ row, field }) => `${row} ${field}`)).toEqual([
    '2 customerId',
    '2 email',
    '2 since',
    '2 monthlyCharge',
    '2 marketingConsent',
    '3 ',
  ]);
  expect(JSON.stringify(summary?.errors)).not.toContain('not-an-address');
});

test('an import cut into many chunks ends like one read in a single piece', async () => {
  const rows = Array.from(
    { length: 200 },
    (_, n) => `${n % 150},"Person, number ""${n}""\t",p${n}@example.org`,
  );
  const file = `customerId,name,email\r\n${rows.join('\r\n')}`;
  const whole = aFirm();
  const pieces = aFirm();

  const summary = await whole.take('customers', file.replaceAll('\t', ''));
  const inPieces = await pieces.run(await pieces.begin('customers', file.replaceAll('\t', '')), 97);

  expect(summary).toMatchObject({ read: 200, written: 200, errors: [] });
  expect(inPieces).toMatchObject({ state: 'done', read: 200, written: 200, nextRow: 201, errors: [] });
  expect((await pieces.customers.byId('cus_3'))?.name).toBe('Person, number "153"');
});

test('an import that stopped half-way goes on where it was when it is started again', async () => {
  const firm = aFirm();
  const rows = Array.from({ length: 50 }, (_, n) => `${n},p${n}@example.org`).join('\n');
  const importId = await firm.begin('customers', `customerId,email\n${rows}\n`);
  await importChunk({ ...firm, chunkBytes: 300 }, importId);
  await giveUpImport(firm, importId);
  const stopped = await readImport(firm.imports, importId);
  expect(stopped).toMatchObject({ state: 'failed' });
  expect(stopped?.nextRow).toBeGreaterThan(1);

  await startImport(firm, { importId, by: 'mara' });
  const summary = await firm.run(importId, 300);

  expect(summary).toMatchObject({ state: 'done', read: 50, written: 50, unchanged: 0 });
  expect(summary?.failure).toBeUndefined();
  expect(firm.imports.started.map(({ id, number }) => [id, number])).toEqual([
    [`fct_${importId.slice(4)}-1`, 1],
    [`fct_${importId.slice(4)}-2`, 2],
  ]);
});

test('a chunk that is delivered twice counts once and changes nothing twice', async () => {
  const firm = aFirm();
  const importId = await firm.begin('customers', CUSTOMERS);

  await Promise.all([importChunk(firm, importId), importChunk(firm, importId)]);

  const summary = await readImport(firm.imports, importId);
  expect(summary).toMatchObject({ state: 'done', read: 2 });
  expect((await firm.customers.byId('cus_7'))?.version).toBe(1);
});

test('lines of JSON are imported like rows, with null for an empty cell', async () => {
  const firm = aFirm();

  const summary = await firm.take(
    'customers',
    '{"customerId":"9","email":["a@example.org","b@example.org"],"monthlyCharge":12.5,"marketingConsent":true,"name":null}\nnonsense\n{"customerId":{}}\n',
  );

  expect(summary).toMatchObject({
    read: 3,
    written: 1,
    errors: [
      { row: 2, field: '' },
      { row: 3, field: 'customerId' },
    ],
  });
  expect(await firm.customers.byId('cus_9')).toMatchObject({
    emails: ['a@example.org', 'b@example.org'],
    monthlyCharge: 1250,
  });
});

test.each([
  ['nothing was uploaded', undefined, /no file was uploaded/],
  ['the file is empty', '\n \n', /empty/],
  ['no column is known', 'colour,size\nred,4\n', /no column of the header is known/],
  ['a column comes twice', 'customerId,name,name\n1,a,b\n', /"name" twice/],
  ['it is a JSON array', '[{"customerId":"1"}]', /one object per line/],
])('an import fails in words that help when %s', async (_case, text, words) => {
  const firm = aFirm();
  const { importId } = await createImport(firm, { kind: 'customers', by: 'mara' });
  if (text !== undefined) firm.files.put(importId, text);
  await startImport(firm, { importId, by: 'mara' });

  const summary = await firm.run(importId);

  expect(summary?.state).toBe('failed');
  expect(summary?.failure).toMatch(words);
});

test('a quote that never closes costs its own row an error, not the rows before it', async () => {
  const firm = aFirm();

  const summary = await firm.take('customers', 'customerId,name\n1,"Ada"\n2,"Ben\n3,Carla\n');

  expect(summary).toMatchObject({ state: 'done', read: 2, written: 1, errors: [{ row: 2, field: '' }] });
});

test('orders build purchases, rhythm, value, tier and life cycle', async () => {
  const firm = aFirm();
  await firm.take('customers', CUSTOMERS);

  const summary = await firm.take(
    'orders',
    `orderId,customerId,orderedAt,status,amount,margin,refundedAmount
A,7,2025-12-01,delivered,2000,900.50,
B,7,2026-01-30 18:00,delivered,2000,900,100
C,7,2026-02-20,cancelled,9999,9999,
D,7,2024-01-01,delivered,50,25,
`,
  );

  expect(summary).toMatchObject({ read: 4, written: 4, errors: [] });
  expect(await firm.customers.byId('cus_7')).toMatchObject({
    orders: 3,
    spend12m: 390_000,
    margin12m: 170_050,
    lastOrderOn: '2026-01-30',
    rhythmDays: 380,
    value: 170_050,
    tier: 'gold',
  });
});

test('an order of a customer whom we do not know is a row error', async () => {
  const firm = aFirm();

  expect(await firm.take('orders', 'orderId,customerId,orderedAt\nA,404,2026-01-01\n')).toMatchObject({
    written: 0,
    errors: [{ row: 1, field: 'customerId' }],
  });
});

test('customers whose amounts are in another currency are taken in, and the import says which', async () => {
  const firm = aFirm();
  const file = 'customerId,monthlyCharge,currency\n1,45,gbp\n2,45,USD\n3,45,\n4,,EUR\n5,45,EUR\n';

  const summary = await firm.take('customers', file);

  expect(summary).toMatchObject({ written: 5, errors: [] });
  expect(summary?.otherCurrencies).toEqual(['USD', 'EUR']);
});

test('orders in the currency of the customer’s row count for that customer', async () => {
  const firm = aFirm();
  await firm.take('customers', 'customerId,currency\n7,EUR\n');
  const orders =
    'orderId,customerId,orderedAt,amount,currency\nA,7,2026-01-01,10,EUR\nB,7,2026-01-02,5,CHF\n';

  await firm.take('orders', orders);

  expect(await firm.customers.byId('cus_7')).toMatchObject({ orders: 2, spend12m: 1000 });
});

test('orders in the stage’s currency count also of a customer whose row names none', async () => {
  const firm = aFirm();
  await firm.take('customers', 'customerId\n7\n');
  const orders =
    'orderId,customerId,orderedAt,amount,currency\nA,7,2026-01-01,10,GBP\nB,7,2026-01-02,5,USD\n';

  await firm.take('orders', orders);

  expect(await firm.customers.byId('cus_7')).toMatchObject({ orders: 2, spend12m: 1000 });
});

test('columns that sum up orders are ignored once we hold the orders', async () => {
  const firm = aFirm();
  await firm.take('customers', 'customerId,orders,spend12m\n7,40,4000\n');
  expect(await firm.customers.byId('cus_7')).toMatchObject({ orders: 40, spend12m: 400_000 });
  await firm.take('orders', 'orderId,customerId,orderedAt,amount\nA,7,2026-01-01,10\n');

  await firm.take('customers', 'customerId,orders,spend12m\n7,41,5000\n');

  expect(await firm.customers.byId('cus_7')).toMatchObject({ orders: 1, spend12m: 1000 });
});

test('orders earn points once however often and at once they come, and a refund takes them back', async () => {
  const firm = aFirm();
  await firm.take('customers', CUSTOMERS);
  const bought =
    'orderId,customerId,orderedAt,amount,currency\nA,7,2026-01-01,10,GBP\nB,7,2026-02-01,25.50,GBP\n';
  const importId = await firm.begin('orders', bought);
  await Promise.all([importChunk(firm, importId), importChunk(firm, importId)]);
  await firm.take('orders', bought);
  expect((await firm.loyalty.points.account('cus_7')).balance).toBe(35);

  await firm.take(
    'orders',
    'orderId,customerId,orderedAt,amount,refundedAmount,currency\nB,7,2026-02-01,25.50,25.50,GBP\n',
  );

  const { balance, postings } = await firm.loyalty.points.account('cus_7');
  expect(balance).toBe(10);
  expect(postings.map(({ key, points }) => [key, points])).toEqual([
    ['order:A', 10],
    ['order:B', 25],
    ['order:B~1', -25],
  ]);
});

test('an order that names no currency is in that of its customer, and earns no points where nothing converts', async () => {
  const firm = aFirm();
  await firm.take('customers', 'customerId,currency\n7,JPY\n8,GBP\n9,\n');
  const orders = ['A,7', 'B,8', 'C,9'].map((row) => `${row},2026-01-01,5000\n`).join('');

  await firm.take('orders', `orderId,customerId,orderedAt,amount\n${orders}`);

  const balances = ['cus_7', 'cus_8', 'cus_9'].map((id) => firm.loyalty.points.account(id));
  expect((await Promise.all(balances)).map(({ balance }) => balance)).toEqual([0, 5000, 5000]);
});

test('points that a crash kept from being posted come with the next try of the file', async () => {
  const firm = aFirm();
  await firm.take('customers', CUSTOMERS);
  const bought = 'orderId,customerId,orderedAt,amount,currency\nA,7,2026-01-01,10,GBP\n';
  const post = () => Promise.reject(new Error('the function was killed'));
  const importId = await firm.begin('orders', bought);
  const dying = { ...firm.loyalty, points: { ...firm.loyalty.points, post } };
  await expect(importChunk({ ...firm, loyalty: dying }, importId)).rejects.toThrow('killed');

  await firm.run(importId);

  expect((await firm.loyalty.points.account('cus_7')).balance).toBe(10);
});

import { expect, test } from 'vitest';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

test('who is not to be disturbed gets what is owed and no offer, and the log says why', async () => {
  const world = aWorld({ customers: [aCustomer({ attributes: { 'Do not disturb': 'yes' } })] });
  const id = await world.customerComplains();

  const { facts, case: record } = await world.work.cases.file(id).then((file) => {
    if (!file) throw new Error('the case is not in the store');
    return file;
  });
  expect(record).toMatchObject({ status: 'resolved', remedy: { kind: 'refund-fee' } });
  expect(record.offerId).toBeUndefined();
  const decided = facts.flatMap(({ happened }) =>
    happened.type === 'OfferDecided' ? [happened.decision] : [],
  );
  expect(decided).toMatchObject([{ action: 'none', reasons: ['do-not-disturb'], candidates: [] }]);
});

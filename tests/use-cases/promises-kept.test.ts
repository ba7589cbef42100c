import { expect, test } from 'vitest';
import { readPromiseEvent } from '../../functions/runtime/promise-event.ts';
import { pointsAt } from '../../functions/use-cases/customer-points.ts';
import { earnForPromise } from '../../functions/use-cases/earn-for-promise.ts';
import { aCustomer, monday } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const event = (detail: object) => ({ source: 'crm', 'detail-type': 'PromiseKept', detail });

function aFirm(pointsPerPromise: number) {
  const world = aWorld({ customers: [aCustomer({ id: 'cus_7' })], settings: { pointsPerPromise } });
  return {
    world,
    hear: (detail: object) => earnForPromise(world.work, readPromiseEvent(event(detail))),
    balance: async () => (await pointsAt(world.work.points, 'cus_7', monday)).balance,
  };
}

test('a promise that was kept earns once, however often and under which name of the customer it is told', async () => {
  const { world, hear, balance } = aFirm(25);
  const kept = { promiseId: 'p-1', customerId: 7 };

  expect(await hear(kept)).toBe('earned');
  expect(await Promise.all([hear(kept), hear({ ...kept, customerId: 'cus_7' })])).toEqual(['known', 'known']);
  expect(await hear({ ...kept, promiseId: 'p-2', note: 'called back' })).toBe('earned');

  expect(await balance()).toBe(50);
  expect((await world.work.points.account('cus_7')).postings[0]).toEqual({
    ...{ customerKey: 'cus_7', key: 'promise:p-1', at: monday, points: 25, house: 'promises' },
    expiresAt: '2028-04-01T00:00:00.000Z',
  });
});

test('a firm that gives no points for promises gives none', async () => {
  const { hear, balance } = aFirm(0);

  expect(await hear({ promiseId: 'p-1', customerId: '7' })).toBe('none');
  expect(await balance()).toBe(0);
});

test('a promise to nobody we know, or one without a name, is not lost in silence and tells no value', async () => {
  const { hear, balance } = aFirm(25);

  await expect(hear({ promiseId: 'p-1', customerId: '8' })).rejects.toThrow('import customers first');
  expect(() => readPromiseEvent(event({ customerId: '7' }))).toThrow();
  expect(() => readPromiseEvent(event({ promiseId: 'to Ann Archer', customerId: '7' }))).toThrow(
    /^(?!.*Archer).*must be 1 to 64 characters/s,
  );
  expect(await balance()).toBe(0);
});

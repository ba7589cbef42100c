import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeOf } from '../../functions/domain/customer/base-place.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm } from '../support/campaign-firm.ts';

/** More than one page of the base. */
const CUSTOMERS = 600;

/** A firm whose records change while everybody is looked at: after the first page of the base. */
async function aFirm(changes: (firm: ReturnType<typeof aCampaignFirm>) => Promise<unknown>) {
  const firm = aCampaignFirm();
  for (let n = 0; n < CUSTOMERS; n += 1) await firm.hasCustomer(String(n), { marketingConsent: false });
  const page = firm.customers.page.bind(firm.customers);
  let pages = 0;
  firm.customers.page = async (...asked) => {
    const found = await page(...asked);
    if ((pages += 1) === 1) await changes(firm);
    return found;
  };
  return firm;
}

const everybody = Array.from({ length: CUSTOMERS }, (_, n) => `cus_${n}`).sort();

/** An address that stands before, or behind, all others in the base. */
const addressAt = (end: 'first' | 'last', n: number): string => {
  const wanted = end === 'first' ? /^00/ : /^ff/;
  for (let tried = 0; ; tried += 1) {
    const address = `${n}.${tried}@new.example`;
    if (wanted.test(placeOf(address))) return address;
  }
};

test('whose address changes while everybody is looked at is looked at exactly once, and mailed once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(CUSTOMERS - 1), fc.constantFrom('first' as const, 'last' as const)), {
        minLength: 1,
        maxLength: 20,
      }),
      async (moves) => {
        const firm = await aFirm(async (now) => {
          for (const [n, end] of moves)
            await now.hasCustomer(String(n), { emails: [addressAt(end, n)], marketingConsent: true });
        });
        const id = await firm.begins([aMail('hello')]);

        const { sent = [], ...others } = await firm.recount(id);
        expect([...sent, ...Object.values(others).flat()].toSorted()).toEqual(everybody);
        expect(await firm.campaigns.byId(id)).toMatchObject({ considered: CUSTOMERS });
        expect(firm.outbox).toHaveLength(sent.length);
      },
    ),
    { numRuns: 10 },
  );
});

test('who gets a first address, or loses the last one, keeps their place too', async () => {
  const firm = await aFirm(async (now) => {
    await now.hasCustomer('7', { emails: [addressAt('last', 7)] });
    await now.hasCustomer('8', { emails: [] });
    await now.hasCustomer('9', { emails: ['9@example.org', addressAt('last', 9)] });
  });
  await firm.hasCustomer('7', { emails: [] });
  const id = await firm.begins([aMail('hello')]);

  const looked = Object.values(await firm.recount(id)).flat();
  expect(looked.toSorted()).toEqual(everybody);
});

test('what is known of a new address is heeded, though it lies elsewhere in the base', async () => {
  const firm = aCampaignFirm();
  for (const n of ['1', '2', '3']) await firm.hasCustomer(n);
  await firm.hasCustomer('1', { emails: ['complains@new.example'] });
  await firm.hasCustomer('2', { emails: ['bounces@new.example'] });
  firm.hasCase('complains@new.example', 'with-person');
  firm.bouncesAt('bounces@new.example');
  // What was known of the old ones says nothing of them any more.
  firm.hasCase('2@example.org', 'with-person');
  const id = await firm.begins([aMail('hello')]);

  expect(await firm.recount(id)).toEqual({
    'open-complaint': ['cus_1'],
    bounced: ['cus_2'],
    sent: ['cus_3'],
  });
});

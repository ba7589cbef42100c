import { expect, test } from 'vitest';
import { plusDays } from '../../functions/domain/instant.ts';
import { complaintsOf } from '../../functions/use-cases/known-complaints.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, NOW } from '../support/campaign-firm.ts';
import { aCase, aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

const address = '1@example.org';

/** A customer who has complained so often, and of how each complaint is by now. */
async function aFirm(complaints: readonly { readonly endedAt?: string }[]) {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  for (const [place, { endedAt }] of complaints.entries())
    firm.hasCase(
      address,
      endedAt === undefined ? 'with-person' : 'closed',
      'complaint',
      endedAt ?? NOW,
      plusDays(NOW, place - 600),
    );
  const read = firm.cases.read.bind(firm.cases);
  const seen = { reads: 0 };
  firm.cases.read = (id) => {
    seen.reads += 1;
    return read(id);
  };
  return { firm, seen };
}

const longAgo = { endedAt: plusDays(NOW, -100) };
const many = (count: number) => Array.from({ length: count }, () => longAgo);

test.each([21, 60, 250])(
  'nothing is sold to who has an open complaint, be it the oldest of %i',
  async (count) => {
    const { firm } = await aFirm([{}, ...many(count - 1)]);
    const id = await firm.begins([aMail('hello')]);

    expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'open-complaint': 1 });
    expect(firm.outbox).toEqual([]);
  },
);

test('the cool-down runs from the complaint that ended last, be it the oldest of sixty', async () => {
  const { firm } = await aFirm([{ endedAt: plusDays(NOW, -1) }, ...many(59)]);
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'cool-down': 1 });
});

test('who has complained sixty times, all of it long settled, is written to', async () => {
  const { firm } = await aFirm(many(60));
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: 1 });
});

test('where one of the latest complaints is open, older ones are not opened', async () => {
  const { firm, seen } = await aFirm([...many(400), {}, ...many(5)]);
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'open-complaint': 1 });
  expect(seen.reads).toBeLessThanOrEqual(120);
});

test('a complaint that two addresses of a customer write on is one complaint', async () => {
  const shared = { caseId: 'cas_1', receivedAt: NOW };
  const read = () => Promise.resolve(aCase(1, { status: 'closed', receivedAt: NOW }));
  const known = await complaintsOf({ read }, [{ cases: [shared] }, { cases: [shared] }], NOW);

  expect(known).toMatchObject({ open: false, in90Days: 1 });
});

/** A customer whose second address staff linked, and what was complained of from there. */
async function aLinkedFirm() {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1', {
    linked: [{ address: 'home@example.org', evidence: 'She said so on the phone', by: 'hana', at: NOW }],
  });
  firm.hasCase('home@example.org', 'with-person', 'complaint', NOW, NOW);
  return firm;
}

test('nothing is sold to who has an open complaint from an address that staff linked to them', async () => {
  const firm = await aLinkedFirm();
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'open-complaint': 1 });
});

test('nothing is sold to who has an open complaint from before they changed their address', async () => {
  const firm = await aLinkedFirm();
  await firm.hasCustomer('1', { emails: ['new@example.org'] });
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'open-complaint': 1 });
});

test('an address that staff took off again holds nothing back', async () => {
  const firm = await aLinkedFirm();
  const [link] = (await firm.customers.byId('cus_1'))?.linked ?? [];
  if (!link) throw new Error('nothing is linked');
  await firm.hasCustomer('1', {
    linked: [{ ...link, undone: { by: 'lena', at: NOW, reason: 'A namesake' } }],
  });
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: 1 });
});

test('the third complaint in 90 days goes to a person, from whichever addresses of a customer they came', async () => {
  const [work, home, shop] = ['ann@example.org', 'home@example.org', 'shop@example.org'];
  const linked = [{ address: shop, evidence: 'Same order', by: 'hana', at: NOW }];
  const world = aWorld({ customers: [aCustomer({ emails: [work, home], linked })] });
  const opened: string[] = [];
  for (const email of [home, shop, work]) {
    opened.push(await world.customerComplains({ ...aComplaint(), email, subject: `About ${email}` }));
    await world.hoursPass(24);
  }

  const [first = '', second = '', third = ''] = opened;
  for (const id of [first, second])
    expect((await world.case(id)).person?.reasons ?? []).not.toContain('third-complaint');
  expect((await world.case(third)).person?.reasons).toContain('third-complaint');
});

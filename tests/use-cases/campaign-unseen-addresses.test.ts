import { expect, test } from 'vitest';
import type { CampaignDefinition } from '../../functions/domain/campaign/definition.ts';
import { UNSUBSCRIBE_EXPIRES } from '../../functions/domain/contact/contact.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { unsubscribe } from '../../functions/use-cases/unsubscribe.ts';
import { MailPostponed } from '../../functions/domain/mail/postponed.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, quarterLater, subjectsIn } from '../support/campaign-firm.ts';

type Firm = ReturnType<typeof aCampaignFirm>;

const CUSTOMERS = 40;

async function aFirm(customers = CUSTOMERS): Promise<Firm> {
  const firm = aCampaignFirm();
  for (let n = 0; n < customers; n += 1) await firm.hasCustomer(String(n));
  return firm;
}

const addressOf = (n: number): string => `${n}@example.org`;
const idOf = (firm: Firm, n: number): Promise<string> => contactIdOf(firm.digests, addressOf(n));

/** What is asked of the store about contact records. */
function counts(firm: Firm) {
  const seen = { read: 0, under: 0, refused: 0 };
  const { contacts, campaigns } = firm;
  const [byIds, under] = [contacts.byIds.bind(contacts), contacts.under.bind(contacts)];
  const reserve = campaigns.reserve.bind(campaigns);
  firm.contacts.byIds = (ids) => {
    seen.read += ids.length;
    return byIds(ids);
  };
  firm.contacts.under = (address) => {
    seen.under += 1;
    return under(address);
  };
  firm.campaigns.reserve = async (...given) => {
    const result = await reserve(...given);
    if (result === 'contact-changed') seen.refused += 1;
    return result;
  };
  return seen;
}

const half: Partial<CampaignDefinition> = { holdoutShare: 0.5 };

test('who may be written to and has nothing out of the ordinary is not looked up one by one', async () => {
  const firm = await aFirm();
  const seen = counts(firm);
  const id = await firm.begins([aMail('hello')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: CUSTOMERS });
  expect(seen).toEqual({ read: 0, under: 0, refused: 0 });
});

test('who has a complaint at any of their addresses is found', async () => {
  const firm = await aFirm(6);
  await firm.hasCustomer('1', { emails: [addressOf(1), 'work@example.org'] });
  firm.hasCase(addressOf(0), 'with-person');
  firm.hasCase('work@example.org', 'with-person');
  const id = await firm.begins([aMail('hello')]);

  expect(await firm.recount(id)).toMatchObject({ 'open-complaint': ['cus_0', 'cus_1'] });
  expect(firm.outbox).toHaveLength(4);
});

test('who unsubscribed is known by the mark beside their address, and no mail is tried', async () => {
  const firm = await aFirm();
  await firm.begins([aMail('hello')]);
  const token = await firm.links.token('unsubscribe', await idOf(firm, 3), UNSUBSCRIBE_EXPIRES);
  expect(await unsubscribe(firm, token)).toEqual({ status: 'unsubscribed', address: '3…@example.org' });
  const seen = counts(firm);
  const id = await firm.begins([aMail('again')]);

  expect(await firm.recount(id)).toMatchObject({ unsubscribed: ['cus_3'] });
  expect(seen).toEqual({ read: 1, under: 1, refused: 0 });
});

test('who unsubscribes is told so also when the mark cannot be written', async () => {
  const firm = await aFirm(1);
  await firm.begins([aMail('hello')]);
  const token = await firm.links.token('unsubscribe', await idOf(firm, 0), UNSUBSCRIBE_EXPIRES);
  firm.contacts.noteSilence = () => Promise.reject(new Error('the store does not answer'));
  expect(await unsubscribe(firm, token)).toMatchObject({ status: 'unsubscribed' });
  expect(firm.whyLeftOut).toEqual([new Error('the store does not answer')]);
  const id = await firm.begins([aMail('again')]);

  expect(await firm.recount(id)).toMatchObject({ unsubscribed: ['cus_0'] });
});

test('where an address has no mark the store refuses the mail, and says why', async () => {
  const firm = await aFirm();
  for (const n of [3, 4, 5, 6, 7, 8]) await firm.contacts.stop(await idOf(firm, n), firm.clock.now());
  const id = await firm.begins([aMail('hello')], half);

  const { unsubscribed = [], holdout = [], sent = [] } = await firm.recount(id);
  expect(unsubscribed.sort()).toEqual(['cus_3', 'cus_4', 'cus_5', 'cus_6', 'cus_7', 'cus_8']);
  expect(holdout.length + sent.length).toBe(CUSTOMERS - 6);
  // Whom the campaign would not have written to is in neither arm of what it is measured by.
  for (const customerId of unsubscribed) expect(await firm.experiments.ofCustomer(customerId)).toEqual([]);
  for (const customerId of [...holdout, ...sent])
    expect(await firm.experiments.ofCustomer(customerId)).toHaveLength(1);
});

test('nobody gets a mail beyond the cap of the week, and where many have reached it they are looked up first', async () => {
  const firm = await aFirm(900);
  await firm.begins([aMail('one')]);
  await firm.begins([aMail('two')]);
  const seen = counts(firm);
  const id = await firm.begins([aMail('three')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ 'weekly-cap': 900 });
  expect(firm.outbox).toHaveLength(1800);
  // The first page of each part learns it the dear way.
  expect(seen.refused).toBeLessThan(500);
  expect(seen.read).toBeGreaterThan(400);
});

test('a worker that is killed between reserving and taking part has neither written nor counted anybody', async () => {
  const firm = await aFirm(1);
  const enter = firm.experiments.enter.bind(firm.experiments);
  firm.experiments.enter = () => Promise.reject(new Error('killed'));
  const id = await firm.begins([aMail('hello')], { holdoutShare: 0.001 });
  firm.experiments.enter = enter;

  expect(firm.outbox).toEqual([]);
  expect((await firm.campaigns.byId(id))?.counts).toEqual({ unconfirmed: 1 });
  expect(await firm.experiments.ofCustomer('cus_0')).toEqual([]);
});

test('a mail that is put off while others write to the same address is put off all the same', async () => {
  const firm = await aFirm(1);
  const send = firm.postOffice.send;
  firm.postOffice.send = async () => {
    firm.postOffice.send = send;
    // Somebody else changes the record of the address at this moment.
    await firm.contacts.stop(await idOf(firm, 0), firm.clock.now());
    throw new MailPostponed('paused');
  };
  const id = await firm.begins([aMail('hello')]);
  expect((await firm.campaigns.byId(id))?.counts).toEqual({ deferred: 1 });
  expect((await firm.contacts.byId(await idOf(firm, 0)))?.recent).toEqual([]);
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual([]);
  expect(await firm.recount(id)).toMatchObject({ unsubscribed: ['cus_0'] });
});

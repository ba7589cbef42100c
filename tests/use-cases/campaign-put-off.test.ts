import { expect, test } from 'vitest';
import type { CampaignStep } from '../../functions/domain/campaign/definition.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, quarterLater, subjectsIn } from '../support/campaign-firm.ts';

test('while the mail service says that it takes nothing nobody is lost: each is written to once when it does', async () => {
  const firm = aCampaignFirm();
  for (let n = 0; n < 2; n += 1) await firm.hasCustomer(String(n));
  firm.postOffice.closed = true;
  const id = await firm.begins([aMail('first')]);

  expect(firm.outbox).toEqual([]);
  expect((await firm.campaigns.byId(id))?.counts).toEqual({ deferred: 2 });

  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();
  firm.timePasses(1);
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['first', 'first']);
  expect(new Set(firm.outbox.map(({ to }) => to)).size).toBe(2);
  expect(await firm.campaigns.byId(id)).toMatchObject({ status: 'finished', counts: { sent: 2 } });
});

test('a mail that was put off does not count against the cap of its address', async () => {
  const firm = aCampaignFirm({ more: { marketingMailsPerWeek: 1 } });
  await firm.hasCustomer('1');
  firm.postOffice.closed = true;
  await firm.begins([aMail('first')]);
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['first']);
});

test('who asks for silence while the service is down gets nothing when it is up again', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  firm.postOffice.closed = true;
  const id = await firm.begins([aMail('first')]);
  await firm.contacts.stop(await contactIdOf(firm.digests, '1@example.org'), firm.clock.now());
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(firm.outbox).toEqual([]);
  expect((await firm.recount(id))['unsubscribed']).toEqual(['cus_1']);
});

test('a person is told of a customer once the service takes mail again', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const call: CampaignStep = { id: 'call', do: 'hand-over', to: 'team', note: 'Please call.' };
  firm.postOffice.closed = true;
  await firm.begins([call]);
  expect(firm.outbox).toEqual([]);
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(firm.outbox).toHaveLength(1);
});

test('a service that stays down ends the run with an error, and the next run goes on with the same people', async () => {
  const firm = aCampaignFirm();
  for (let n = 0; n < 30; n += 1) await firm.hasCustomer(String(n));
  const id = await firm.begins([{ id: 'rest', do: 'wait', days: 1 }, aMail('first')]);
  firm.timePasses(1);
  firm.postOffice.closed = true;
  await expect(firm.sweeps()).rejects.toThrow('mail is postponed');

  firm.postOffice.closed = false;
  const { shards } = await planCampaign(firm, id);
  for (const shard of shards) await sendCampaignShard(firm, shard);
  await firm.close(id);
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();
  await firm.sweeps();

  expect(firm.outbox).toHaveLength(30);
  expect(new Set(firm.outbox.map(({ to }) => to)).size).toBe(30);
});

test('who could not be reserved for, because others were quicker at every look, is written to a little later', async () => {
  const firm = aCampaignFirm();
  await firm.hasCustomer('1');
  const reserve = firm.campaigns.reserve.bind(firm.campaigns);
  firm.campaigns.reserve = () => Promise.resolve('contact-changed');
  const id = await firm.begins([aMail('first')]);
  expect((await firm.campaigns.byId(id))?.counts).toEqual({ deferred: 1 });
  firm.campaigns.reserve = reserve;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  expect(subjectsIn(firm.outbox)).toEqual(['first']);
});

import { expect, test } from 'vitest';
import { plusSeconds } from '../../functions/domain/instant.ts';
import { pauseCampaign, redefineCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { declineCampaignOffer } from '../../functions/use-cases/decide-campaign-offer.ts';
import { tellApprovers } from '../../functions/use-cases/tell-approvers.ts';
import { NOW, subjectsIn } from '../support/campaign-firm.ts';
import { anOfferingFirm, gift, offering, textOf } from '../support/offering-firm.ts';

const lena = 'lena@amends.localhost';
const HOUR = 3600;

/** A firm whose campaign puts each of so many gifts before a lead. */
async function aFirmThatAsks(customers: number, more: object = {}) {
  const firm = await anOfferingFirm({
    ...{ customers, budget: 1_000_000, more },
    offers: [gift('gift', { approvalThreshold: 10 })],
  });
  const campaignId = await firm.begins(offering());
  const versionOf = async () => (await firm.campaigns.byId(campaignId))?.version ?? 0;
  return {
    firm,
    campaignId,
    versionOf,
    secondsPass: (seconds: number) => firm.isNow(plusSeconds(firm.clock.now(), seconds)),
    /** Customers come into the base, and everybody is looked at again. */
    asksAbout: async (...numbers: readonly number[]) => {
      for (const n of numbers) await firm.hasCustomer(String(n), { value: 5_000_000, since: '2020-01-01' });
      await runCampaign(firm, { campaignId, version: await versionOf(), by: 'mara' });
      await firm.work(campaignId);
    },
    declines: async (n: number) => {
      const { id: offerId, version } = firm.offerOf(`cus_${n}`);
      return declineCampaignOffer(firm, { offerId, version, by: 'lena' });
    },
    told: () => firm.outbox.filter(({ to }) => to === lena),
  };
}

test('however many offers of a campaign wait, a lead gets one mail that says how many, what they cost and where to look', async () => {
  const { firm, told } = await aFirmThatAsks(120);
  await firm.sweeps();
  await firm.sweeps();

  expect(firm.outbox).toHaveLength(1);
  expect(subjectsIn(told())).toEqual(['Spring: 120 offers wait for a lead']);
  const text = textOf(told()[0]?.raw);
  expect(text).toContain('1,200.00. The customers were told nothing.');
  expect(text).toContain('npm run campaign -- approvals');
  expect(text).toContain('https://acme.example/console/#/approvals');
  expect(text).not.toContain('example.org');
});

test('others that come to wait are told of an hour after the last mail, and never sooner', async () => {
  const { firm, told, asksAbout, secondsPass } = await aFirmThatAsks(2);
  await firm.sweeps();
  await asksAbout(3);
  for (let minute = 5; minute < 60; minute += 5) {
    secondsPass(300);
    await firm.sweeps();
  }
  expect(told()).toHaveLength(1);
  secondsPass(300);
  await firm.sweeps();

  expect(subjectsIn(told())).toEqual([
    'Spring: 2 offers wait for a lead',
    'Spring: 3 offers wait for a lead',
  ]);
  secondsPass(24 * HOUR);
  await firm.sweeps();
  expect(told()).toHaveLength(2);
});

test('what was decided before anybody was told needs no mail', async () => {
  const { firm, told, declines } = await aFirmThatAsks(1);
  await declines(1);
  await firm.sweeps();

  expect(told()).toEqual([]);
});

test('a paused campaign tells of what waits, for it may be decided', async () => {
  const { firm, campaignId, told, versionOf } = await aFirmThatAsks(1);
  await pauseCampaign(firm, { campaignId, version: await versionOf(), by: 'mara' });
  await firm.sweeps();

  expect(subjectsIn(told())).toEqual(['Spring: 1 offer waits for a lead']);
  const text = textOf(told()[0]?.raw).replaceAll(/=?\s+/g, ' ');
  expect(text).toContain('because it costs more than is offered without it');
  expect(text).toContain('It costs');
  expect(text).not.toContain('customers');
  expect(text).not.toContain('the first of it');
});

test('a lead who had a hand in the campaign is not asked; where all had, the team is', async () => {
  const { firm, campaignId, told, asksAbout, secondsPass, versionOf } = await aFirmThatAsks(1);
  const kept = await firm.campaigns.definition(campaignId, 1);
  if (!kept) throw new Error('no definition');
  await redefineCampaign(firm, { campaignId, version: await versionOf(), by: 'lena' }, kept.definition);
  await asksAbout(2);
  secondsPass(HOUR);
  await firm.sweeps();

  expect(told()).toEqual([]);
  expect(firm.outbox.map(({ to }) => to)).toEqual([firm.settings.teamMailbox]);
});

test('of two sweeps at once one tells; one that dies leaves it to a later one', async () => {
  const { firm, told, secondsPass } = await aFirmThatAsks(1);
  const dying = {
    ...firm,
    postOffice: { send: () => Promise.reject(new Error('the function died')) },
  };
  await expect(tellApprovers(dying)).rejects.toThrow('1 failed');
  await tellApprovers(firm);
  expect(told()).toEqual([]);
  secondsPass(HOUR);
  await Promise.all([tellApprovers(firm), tellApprovers(firm)]);

  expect(told()).toHaveLength(1);
  expect(firm.clock.now()).toBe(plusSeconds(NOW, HOUR));
});

test('a campaign is told of also while hundreds of offers of another one wait that end sooner', async () => {
  const { firm, told } = await aFirmThatAsks(1);
  const [mine] = (await firm.approvals.waiting(undefined, 1)).items;
  if (!mine?.campaign) throw new Error('nothing waits');
  const another = { ...mine, campaign: { ...mine.campaign, campaignId: 'cmp_another' } };
  const pages = [...Array.from({ length: 7 }, () => [another]), [mine]];
  const crowded = {
    ...firm,
    approvals: {
      waiting: (cursor = '0') =>
        Promise.resolve({
          items: pages[Number(cursor)] ?? [],
          ...(Number(cursor) < pages.length - 1 && { cursor: String(Number(cursor) + 1) }),
        }),
    },
  };
  await tellApprovers(crowded);

  expect(subjectsIn(told())).toEqual(['Spring: 1 offer waits for a lead']);
});

test('where more wait than are looked at, the mail says at least how many', async () => {
  const { firm, told } = await aFirmThatAsks(1);
  const { items } = await firm.approvals.waiting(undefined, 1);
  const endless = { ...firm, approvals: { waiting: () => Promise.resolve({ items, cursor: 'on' }) } };
  await tellApprovers(endless);

  expect(subjectsIn(told())).toEqual(['Spring: at least 5 offers wait for a lead']);
  expect(textOf(told()[0]?.raw).replaceAll(/=?\s+/g, ' ')).toContain('Those that were counted cost');
});

import { expect, test } from 'vitest';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, subjectsIn } from '../support/campaign-firm.ts';

type Firm = ReturnType<typeof aCampaignFirm>;

/** The store does not answer for one customer, so many times, before it has written anything or after. */
function storeFails(firm: Firm, customerId: string, times: number, when: 'before' | 'after' = 'before') {
  const reserve = firm.campaigns.reserve.bind(firm.campaigns);
  let left = times;
  firm.campaigns.reserve = async (journey, also) => {
    if (journey.customerId !== customerId || left === 0) return reserve(journey, also);
    left -= 1;
    if (when === 'after') await reserve(journey, also);
    throw new Error('the store does not answer');
  };
}

async function aFirmOf(customers: number): Promise<Firm> {
  const firm = aCampaignFirm();
  for (let n = 0; n < customers; n += 1) await firm.hasCustomer(String(n));
  return firm;
}

test('a store that does not answer for a moment costs nobody their mail', async () => {
  const firm = await aFirmOf(5);
  storeFails(firm, 'cus_2', 1);
  const id = await firm.begins([aMail('first')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: 5 });
  expect(new Set(firm.outbox.map(({ to }) => to)).size).toBe(5);
  expect(firm.whyLeftOut).toHaveLength(1);
});

test('where it answered no more after it had reserved, nobody is written to twice', async () => {
  const firm = await aFirmOf(5);
  storeFails(firm, 'cus_2', 1, 'after');
  const id = await firm.begins([aMail('first')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: 4, unconfirmed: 1 });
  expect(firm.outbox).toHaveLength(4);
});

test('somebody with whom something goes wrong every time is said to be left out, and the others go on', async () => {
  const firm = await aFirmOf(5);
  storeFails(firm, 'cus_2', 1000);
  const id = await firm.begins([aMail('first')]);

  expect((await firm.campaigns.byId(id))?.counts).toEqual({ sent: 4, failed: 1 });
  expect(await firm.recount(id)).toMatchObject({ failed: ['cus_2'] });
});

test('who is on their way and cannot be taken on twice in a row is due again, and goes on', async () => {
  const firm = await aFirmOf(3);
  const id = await firm.begins([aMail('first'), { id: 'rest', do: 'wait', days: 1 }, aMail('last')]);
  firm.timePasses(1);
  storeFails(firm, 'cus_2', 2);
  await firm.sweeps();
  expect(await firm.recount(id)).toMatchObject({ failed: ['cus_2'] });
  firm.timePasses(1);
  await firm.sweeps();

  expect(subjectsIn(firm.outbox).filter((subject) => subject === 'last')).toHaveLength(3);
  firm.timePasses(1);
  await firm.sweeps();
  expect((await firm.campaigns.byId(id))?.status).toBe('finished');
});

test('a store that fails for everybody ends the run, and the next run goes on with the same people', async () => {
  const firm = await aFirmOf(12);
  const reserve = firm.campaigns.reserve.bind(firm.campaigns);
  firm.campaigns.reserve = () => Promise.reject(new Error('the store does not answer'));
  await expect(firm.begins([aMail('first')])).rejects.toThrow('the store does not answer');
  firm.campaigns.reserve = reserve;
  const [campaign] = (await firm.campaigns.list('all')).campaigns;
  await firm.work(campaign?.id ?? '');

  expect((await firm.campaigns.byId(campaign?.id ?? ''))?.counts).toEqual({ sent: 12 });
});

test('the way of somebody whose record is gone ends, and holds no campaign open', async () => {
  const firm = await aFirmOf(1);
  const id = await firm.begins([aMail('first'), { id: 'rest', do: 'wait', days: 1 }, aMail('last')]);
  const [way] = (await firm.campaigns.journeys(id, ['cus_0'])).values();
  await firm.campaigns.saveJourney({ ...way!, customerId: 'cus_gone', version: 1 });
  for (let day = 0; day < 3; day += 1) {
    firm.timePasses(1);
    await firm.sweeps();
  }

  expect((await firm.campaigns.byId(id))?.status).toBe('finished');
  expect(await firm.recount(id)).toMatchObject({ ended: ['cus_gone'] });
});

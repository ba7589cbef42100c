import { expect, test } from 'vitest';
import type { CampaignDefinition, CampaignStep } from '../../functions/domain/campaign/definition.ts';
import { CONTROL_GROUP } from '../../functions/domain/experiment/arm.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { measuringCampaigns } from '../../functions/use-cases/measuring-campaigns.ts';
import { aMail } from '../support/campaign-definition.ts';
import { quarterLater } from '../support/campaign-firm.ts';
import { gift, offering, anOfferingFirm } from '../support/offering-firm.ts';

test('the held-out get no offer, it is known which they would have got, and both arms take part', async () => {
  const firm = await anOfferingFirm({ customers: 80 });
  const told: Partial<CampaignDefinition> = { holdoutShare: 0.5 };
  const id = await firm.begins(offering(), told);

  const { counts } = (await firm.campaigns.byId(id)) ?? {};
  const offered = firm.store.offers.size;
  expect(counts).toMatchObject({ sent: offered, holdout: 80 - offered });
  expect(offered).toBeGreaterThan(20);
  const decisions = firm.decisions();
  expect(decisions.filter(({ arm }) => arm === 'holdout')).toHaveLength(80 - offered);
  expect(decisions.filter(({ arm }) => arm === 'holdout').every(({ drawn }) => drawn === 'gift')).toBe(true);
  const [part] = await firm.experiments.ofCustomer(
    firm.offerOf([...firm.store.offers.values()][0]?.campaign?.customerId).customerKey,
  );
  expect(part).toMatchObject({
    arm: 'treated',
    strata: { offer: 'gift' },
    offerId: expect.stringMatching(/^off_/),
  });
});

test('the control group gets no offer', async () => {
  const firm = await anOfferingFirm({ customers: 40, more: { controlGroupShare: 0.2 } });
  await firm.begins(offering());

  for (const customerId of Array.from({ length: 40 }, (_, n) => `cus_${n + 1}`)) {
    const parts = await firm.experiments.ofCustomer(customerId);
    const isControl = parts.some(({ experiment, arm }) => experiment === CONTROL_GROUP && arm === 'holdout');
    const hasOffer = [...firm.store.offers.values()].some((one) => one.campaign?.customerId === customerId);
    expect(hasOffer).toBe(!isControl);
  }
});

test('what became of a customer is put down to the offer that reached them, also where the first try was put off', async () => {
  const firm = await anOfferingFirm();
  firm.postOffice.closed = true;
  await firm.begins(offering(), { holdoutShare: 0.01 });
  expect(await firm.held()).toBe(0);
  firm.postOffice.closed = false;
  firm.isNow(quarterLater(firm.clock.now()));
  await firm.sweeps();

  const open = [...firm.store.offers.values()].filter(({ status }) => status === 'open');
  expect(open).toHaveLength(1);
  const [part] = await firm.experiments.ofCustomer('cus_1');
  expect(part).toMatchObject({ arm: 'treated', offerId: open[0]?.id });
});

test('where the offer is above the threshold, who is held out and who is put before a person take part alike', async () => {
  const firm = await anOfferingFirm({
    customers: 40,
    offers: [gift('gift', { approvalThreshold: 10 })],
  });
  await firm.begins(offering(), { holdoutShare: 0.5 });

  const parts = await Promise.all(
    Array.from({ length: 40 }, (_, n) => firm.experiments.ofCustomer(`cus_${n + 1}`)),
  );
  const arms = parts.flat().map(({ arm }) => arm);
  expect(arms.filter((arm) => arm === 'treated')).toHaveLength((await firm.approvals.waiting()).items.length);
  expect(arms).toHaveLength(40);
});

test('who is held out, by the campaign or in the control group, is not put before a person either, and both arms take part', async () => {
  const call: CampaignStep = { id: 'call', do: 'hand-over', to: 'team', note: 'Please call.' };
  for (const [share, more, experiment] of [
    [0.5, {}, undefined],
    [0, { controlGroupShare: 0.2 }, CONTROL_GROUP],
  ] as const) {
    const firm = await anOfferingFirm({ customers: 40, more });
    const id = await firm.begins([call, aMail('plain')], { holdoutShare: share });
    await firm.sweeps();

    const parts = await Promise.all(
      Array.from({ length: 40 }, (_, n) => firm.experiments.ofCustomer(`cus_${n + 1}`)),
    );
    const own = parts.flat().filter((one) => one.experiment === (experiment ?? `campaign-${id}`));
    const treated = own.filter(({ arm }) => arm === 'treated').length;
    expect(own).toHaveLength(40);
    expect(treated).toBeLessThan(40);
    expect(firm.outbox.filter(({ to }) => to === firm.settings.teamMailbox)).toHaveLength(treated);
    expect((await firm.campaigns.byId(id))?.counts).toMatchObject({ holdout: 40 - treated });
  }
});

test('a campaign that found no offer for somebody and wrote nothing has not kept them', async () => {
  const firm = await anOfferingFirm({ told: { value: 10 } });
  const [only] = offering();
  const later: CampaignStep[] = [{ id: 'rest', do: 'wait', days: 30 }, aMail('plain')];
  const id = await firm.begins(only ? [only, ...later] : later);
  const bought = {
    id: 'crm-1',
    customerId: 'cus_1',
    kind: 'bought',
    on: '2026-03-09',
    source: 'crm',
  } as const;
  await firm.experiments.note(bought);

  expect(await countKept({ ...firm, measuring: measuringCampaigns(firm) }, bought)).toBe(0);
  expect(await firm.campaigns.tallies(id)).toMatchObject({ kept: 0 });
});

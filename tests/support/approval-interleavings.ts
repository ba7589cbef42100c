import fc from 'fast-check';
import { expect } from 'vitest';
import { holdsBudget } from '../../functions/domain/offer/budget.ts';
import { stopCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import {
  approveCampaignOffer,
  declineCampaignOffer,
} from '../../functions/use-cases/decide-campaign-offer.ts';
import { goOnAfterOffer } from '../../functions/use-cases/go-on-after-offer.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sweep } from '../../functions/use-cases/sweep.ts';
import { startDuePasses } from '../../functions/use-cases/due-campaigns.ts';
import { unsubscribe } from '../../functions/use-cases/unsubscribe.ts';
import { UNSUBSCRIBE_EXPIRES } from '../../functions/domain/contact/contact.ts';
import { anOfferingFirm, COST, gift, offering } from './offering-firm.ts';
import { newRuns, newTurns } from './turns.ts';

/** Who does something at the same time as others; `crashAt` is the stop at which it dies. */
const deed = fc.record({
  does: fc.oneof(
    { weight: 6, arbitrary: fc.constant('approve' as const) },
    { weight: 5, arbitrary: fc.constantFrom('decline' as const, 'unsubscribe', 'sweep', 'answer', 'told') },
    { weight: 1, arbitrary: fc.constant('stop' as const) },
  ),
  customer: fc.integer({ min: 1, max: 2 }),
  crashAt: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 14 }) },
  ),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** What happens together, whether the stream has come before, and how many days pass after it. */
const moment = fc.record({
  deeds: fc.array(deed, { minLength: 1, maxLength: 5 }),
  streamComes: fc.boolean(),
  days: fc.constantFrom(0, 0, 0, 0, 1, 6, 14),
});

const STOPS = ['campaigns', 'offers', 'campaignOffers', 'contacts', 'postOffice', 'cases'];
const isRace = (error: unknown): boolean =>
  error instanceof AggregateError
    ? error.errors.every(isRace)
    : error instanceof Error && /at every try|Stale/.test(`${error.name} ${error.message}`);

/**
 * Lets leads, owners of addresses, the sweeper, the stream and the workers of a campaign act on two offers that wait, in
 * this many random orders and with deaths at any call, and holds all of it to: each offer is mailed once and only after a
 * yes, nobody after they unsubscribed, the books are the sum of the offers, and nothing waits for ever.
 */
export async function holdApprovalsToRandomOrder(runs: number, seed: number): Promise<void> {
  const seen = { mailed: 0, declined: 0, lapsed: 0, silenced: 0, crashed: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 2, maxLength: 6 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (moments, order) => {
        const house = await aHouse();
        const turns = newTurns((many) => (order.next().value ?? 0) % Math.max(1, many));
        const failed: unknown[] = [];
        for (const { deeds, streamComes, days } of moments) {
          if (streamComes) await house.firm.dispatches();
          const begun = newRuns((error) => {
            if (!isRace(error)) failed.push(error);
          });
          const begin = (run: (deps: typeof house.firm) => Promise<unknown>, crashAt?: number): void =>
            begun.begin((over) => {
              const dies = (): void => {
                seen.crashed += 1;
                over();
              };
              return run(turns.stopping(house.firm, crashAt, STOPS, dies));
            });
          for (const { does, customer, crashAt } of deeds)
            begin((deps) => house.does(deps, does, customer), crashAt);
          // The machine of the campaign is at work meanwhile, twice: a retry beside the first.
          await house.startPasses();
          for (const shard of await house.shards()) {
            begin((deps) => sendCampaignShard(deps, shard), deeds[0]?.crashAt);
            begin((deps) => sendCampaignShard(deps, shard));
          }
          await turns.runAll(begun.areOver);
          await house.machineEnds();
          await sweep({ ...house.firm, sweeps: house.firm.marks });
          house.firm.timePasses(days);
          expect([...house.faults(), ...failed]).toEqual([]);
        }
        await house.monthsPass();
        expect([...house.faults(), ...(await house.leftBehind())]).toEqual([]);
        const ended = [...house.firm.store.offers.values()];
        seen.mailed += house.mailed().length;
        seen.declined += ended.filter(({ withdrawnFor }) => withdrawnFor === 'declined').length;
        seen.lapsed += ended.filter(({ withdrawnFor }) => withdrawnFor === 'not-in-time').length;
        seen.silenced += ended.filter(({ withdrawnFor }) => withdrawnFor === 'no-contact').length;
      },
    ),
    { numRuns: runs, seed },
  );
  // The property would hold of a house in which nothing ever happens.
  expect(seen.mailed).toBeGreaterThan(runs / 6);
  expect(Math.min(seen.declined, seen.lapsed, seen.crashed)).toBeGreaterThan(runs / 6);
  expect(seen.silenced).toBeGreaterThan(0);
}

const addressOf = (customer: number): string => `${customer}@example.org`;

async function aHouse() {
  const firm = await anOfferingFirm({ customers: 2, offers: [gift('gift', { approvalThreshold: 10 })] });
  const campaignId = await firm.begins(offering());
  const asked = firm.outbox.length;
  /** Mails that the store had reserved when an address was first answered "no more". */
  const silencedAt = new Map<string, number>();
  const offerOf = (customer: number) => firm.offerOf(`cus_${customer}`);
  const decisionOf = (customer: number) => {
    const { id: offerId, version } = offerOf(customer);
    return { offerId, version, by: 'lena' };
  };
  const mailed = () =>
    firm.outbox
      .slice(asked)
      .filter(({ raw }) => /^Subject: Something for you/m.test(new TextDecoder().decode(raw)));
  return {
    firm,
    mailed,
    async does(deps: typeof firm, does: Deed['does'], customer: number): Promise<unknown> {
      switch (does) {
        case 'approve':
          return approveCampaignOffer(deps, decisionOf(customer));
        case 'decline':
          return declineCampaignOffer(deps, decisionOf(customer));
        case 'answer':
          return recordOfferAnswer(deps, offerOf(customer).id, 'accept');
        case 'told':
          // The stream tells again what it told before, late.
          return goOnAfterOffer(deps, offerOf(customer).id);
        case 'sweep':
          return sweep({ ...deps, sweeps: firm.marks });
        case 'stop': {
          const version = (await firm.campaigns.byId(campaignId))?.version ?? 0;
          return stopCampaign(firm, { campaignId, version, by: 'mara' });
        }
        case 'unsubscribe': {
          const address = addressOf(customer);
          const contactId = await contactIdOf(firm.digests, address);
          const token = await firm.links.token('unsubscribe', contactId, UNSUBSCRIBE_EXPIRES);
          await unsubscribe(deps, token);
          const reserved = (await firm.contacts.byId(contactId))?.recent.length ?? 0;
          silencedAt.set(address, Math.min(silencedAt.get(address) ?? Infinity, reserved));
          return undefined;
        }
      }
    },
    startPasses: () => startDuePasses(firm),
    async shards() {
      const { shards } = await planCampaign(firm, campaignId);
      return shards;
    },
    machineEnds: async () => {
      await firm.work(campaignId);
    },
    async monthsPass() {
      for (let day = 0; day < 60; day += 1) {
        firm.timePasses(1);
        await firm.sweeps();
      }
    },
    faults(): string[] {
      const offers = [...firm.store.offers.values()];
      const faults: string[] = [];
      const check = (right: boolean, fault: string): void => {
        if (!right) faults.push(fault);
      };
      const held = offers.filter(({ status }) => holdsBudget(status)).length * COST;
      const committed = [...firm.store.budgets.values()].reduce((sum, one) => sum + one.committed, 0);
      check(committed === held, `the budget holds ${committed}, its offers ${held}`);
      for (const { customerKey, status } of offers) {
        const counted = Object.keys(firm.store.limits.get(customerKey)?.made ?? {}).length;
        check(
          counted === (holdsBudget(status) ? 1 : 0),
          `${customerKey} is counted ${counted} times, ${status}`,
        );
      }
      check(offers.length === 2, `${offers.length} offers were made`);
      for (const { id, campaign, approvedBy } of offers) {
        const address = addressOf(Number(campaign?.customerId.slice(4)));
        const mails = mailed().filter(({ to }) => to === address).length;
        check(mails <= 1, `${id} was mailed ${mails} times`);
        check(mails === 0 || approvedBy !== undefined, `${id} was mailed and nobody approved it`);
        const inTime = silencedAt.get(address);
        check(mails === 0 || inTime !== 0, `${id} was mailed after its address was told "no more"`);
      }
      return faults;
    },
    /** What still waits when everything has had its time. */
    async leftBehind(): Promise<string[]> {
      const { status, counts } = (await firm.campaigns.byId(campaignId)) ?? {};
      const offers = [...firm.store.offers.values()];
      const waiting = offers.filter((one) => ['awaiting-approval', 'approved', 'open'].includes(one.status));
      const ways = await firm.campaigns.journeys(campaignId, ['cus_1', 'cus_2']);
      const stuck = [...ways.values()].filter(({ dueAt }) => dueAt !== undefined && status !== 'stopped');
      const looked = (counts?.['needs-approval'] ?? 0) === 2;
      return [
        ...waiting.map((one) => `${one.id} is ${one.status} for ever`),
        ...stuck.map(({ customerId }) => `${customerId} is on their way for ever`),
        ...(status === 'stopped' || status === 'finished' ? [] : [`the campaign is ${status}`]),
        ...(looked ? [] : [`needs-approval was counted ${counts?.['needs-approval']} times`]),
      ];
    },
  };
}

import fc from 'fast-check';
import { expect } from 'vitest';
import { UNSUBSCRIBE_EXPIRES } from '../../functions/domain/contact/contact.ts';
import { placeOf } from '../../functions/domain/customer/base-place.ts';
import { customerSchema } from '../../functions/domain/customer/customer.ts';
import { parseCampaignMailId } from '../../functions/domain/mail/own-marks.ts';
import type { Campaigns, Contacts } from '../../functions/ports/campaigns.ts';
import type { Customers } from '../../functions/ports/customers.ts';
import type { Experiments } from '../../functions/ports/experiments.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard, type CampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { unsubscribe } from '../../functions/use-cases/unsubscribe.ts';
import { aCampaignFirm, aMail, NOW } from '../use-cases/campaign-firm.ts';
import { newTurns } from './turns.ts';

/** What a campaign writes to; one store, of memory or the real one. */
export interface OutreachStores {
  readonly campaigns: Campaigns;
  readonly contacts: Contacts;
  readonly customers: Customers;
  readonly experiments: Experiments;
}

/** The address of each customer, by number: two of them share one. */
const CUSTOMERS = [0, 1, 2, 2];

/** Somebody asks for silence, and some of the children of the campaigns die on their way. */
const disorder = fc.record({
  /** Addresses, by number, whose owner unsubscribes after so many turns; one may do so twice. */
  silences: fc.array(fc.record({ address: fc.nat(2), after: fc.nat(12) }), { minLength: 1, maxLength: 4 }),
  crashes: fc.array(fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }), {
    minLength: 2,
    maxLength: 2,
  }),
});

const addressOf = (n: number): string => `owner${n}@example.org`;

const MANY_RUNS = 100;

/** Ports at whose every call a run stops, so that anything may come in between. */
const STOPS = ['campaigns', 'contacts', 'postOffice'];

/**
 * Runs two campaigns to the same people while some of them unsubscribe, in this many random orders, some with children
 * that die and are run again, and holds all of it to the promise of `unsubscribe`: once it has answered, no mail goes
 * out whose reservation was not written before.
 */
export async function holdTheWishToRandomOrder(
  runs: number,
  seed: number,
  open: () => Promise<OutreachStores>,
): Promise<void> {
  const seen = { sent: 0, lateButReserved: 0, silenced: 0, crashed: 0 };
  await fc.assert(
    fc.asyncProperty(disorder, fc.infiniteStream(fc.nat(1_000)), async ({ silences, crashes }, order) => {
      const house = await aHouse(await open());
      const turns = newTurns((many) => (order.next().value ?? 0) % Math.max(1, many));
      const failed: unknown[] = [];
      let running = 0;
      const begin = (doing: (over: () => void) => Promise<unknown>): void => {
        running += 1;
        let isOver = false;
        const over = (): void => {
          if (!isOver) running -= 1;
          isOver = true;
        };
        doing(over).then(over, (error: unknown) => {
          failed.push(error);
          over();
        });
      };
      const send = (shard: CampaignShard, crashAt?: number): void =>
        begin((over) => {
          const dies = (): void => {
            seen.crashed += 1;
            over();
          };
          return sendCampaignShard(turns.stopping(house.deps, crashAt, STOPS, dies), shard);
        });

      for (const [n, shard] of house.shards.entries()) send(shard, crashes[n]);
      const idle = turns.stopping({ contacts: { wait: () => Promise.resolve() } }, undefined, STOPS);
      for (const { address, after } of silences)
        begin(async () => {
          for (let turn = 0; turn < after; turn += 1) await idle.contacts.wait();
          await house.unsubscribe(turns.stopping(house.deps, undefined, STOPS), address);
        });
      await turns.runAll(() => running === 0);
      // The retry of the machine: whoever died is run again, when every wish has long been answered.
      for (const shard of house.shards) send(shard);
      await turns.runAll(() => running === 0);

      expect(failed).toEqual([]);
      expect(house.brokenPromises()).toEqual([]);
      const { sent, lateButReserved } = house.sums();
      seen.sent += sent;
      seen.lateButReserved += lateButReserved;
      seen.silenced += (await house.refusedForSilence()) > 0 ? 1 : 0;
    }),
    { numRuns: runs, seed },
  );
  // The property would hold of a house that never writes, or in which nobody is ever in time or ever too late.
  expect(seen.sent).toBeGreaterThan(runs);
  expect(seen.silenced).toBeGreaterThan(runs / 4);
  // One mail in fifteen; a few runs may have none.
  if (runs >= MANY_RUNS) expect(seen.lateButReserved).toBeGreaterThan(0);
  expect(seen.crashed).toBeGreaterThan(0);
}

type Happened =
  | { readonly what: 'reserved' | 'sent'; readonly mail: string; readonly contactId: string }
  | { readonly what: 'answered'; readonly contactId: string };

async function aHouse(stores: OutreachStores) {
  const firm = aCampaignFirm({ more: { contactsPerWeek: 9 } });
  const happened: Happened[] = [];
  const mailOf = (campaignId: string, step: string): string => `${campaignId} ${step}`;
  const deps = {
    ...firm,
    ...stores,
    campaigns: {
      ...stores.campaigns,
      async reserve(...given: Parameters<Campaigns['reserve']>) {
        const result = await stores.campaigns.reserve(...given);
        const [{ campaignId, customerId, done }, { contact }] = given;
        if (result === 'reserved' && contact)
          happened.push({
            what: 'reserved',
            mail: `${mailOf(campaignId, done.at(-1)?.step ?? '')} ${placeOf(customerId)}`,
            contactId: contact.id,
          });
        return result;
      },
    },
    postOffice: {
      async send(mail: { readonly to: string; readonly raw: Uint8Array }) {
        const references = /^References: (.*)$/m.exec(new TextDecoder().decode(mail.raw))?.[1]?.trim() ?? '';
        const named = parseCampaignMailId(references, 'acme.example');
        const place = /\.([0-9a-f]{8})@/.exec(references)?.[1] ?? '';
        happened.push({
          what: 'sent',
          mail: `${mailOf(named?.campaignId ?? '', named?.step ?? '')} ${place}`,
          contactId: await contactIdOf(firm.digests, mail.to),
        });
        return firm.postOffice.send({ ...mail });
      },
    },
  };
  for (const [n, address] of CUSTOMERS.entries())
    await stores.customers.save(
      customerSchema.parse({
        ...{ id: `cus_${n}`, version: 1, customerNumber: String(n), name: `Customer ${n}` },
        ...{ emails: [addressOf(address)], marketingConsent: true, attributes: {}, value: 1000 },
        ...{ tier: 'standard', source: 'import', updatedAt: NOW },
      }),
      undefined,
    );
  const shards: CampaignShard[] = [];
  for (const name of ['Spring', 'Summer']) {
    const made = await createCampaign(
      deps,
      {
        ...{ name, segment: { all: [] }, trigger: { when: 'asked' }, holdoutShare: 0, mailsAtMost: 1 },
        steps: [aMail('first')],
      },
      'mara',
    );
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    await runCampaign(deps, { campaignId: made.value.id, version: 1, by: 'mara' });
    shards.push(...(await planCampaign(deps, made.value.id)).shards);
  }

  const indexOf = (what: Happened['what'], fits: (one: Happened) => boolean): number =>
    happened.findIndex((one) => one.what === what && fits(one));
  const sends = () =>
    happened.flatMap((one, sentAt) => {
      if (one.what !== 'sent') return [];
      const reservedAt = indexOf('reserved', (other) => 'mail' in other && other.mail === one.mail);
      const answeredAt = indexOf('answered', ({ contactId }) => contactId === one.contactId);
      return [{ ...one, sentAt, reservedAt, answeredAt: answeredAt < 0 ? Infinity : answeredAt }];
    });
  return {
    deps,
    shards,
    async unsubscribe(over: typeof deps, address: number) {
      const contactId = await contactIdOf(firm.digests, addressOf(address));
      const token = await firm.links.token('unsubscribe', contactId, UNSUBSCRIBE_EXPIRES);
      expect(await unsubscribe(over, token)).toMatchObject({ status: 'unsubscribed' });
      happened.push({ what: 'answered', contactId });
    },
    /** Mails that went out without a reservation, twice, or reserved only after their address was told "no more". */
    brokenPromises: (): object[] => {
      const all = sends();
      return all.filter(
        ({ mail, reservedAt, answeredAt }, n) =>
          reservedAt < 0 || reservedAt > answeredAt || all.findIndex((one) => one.mail === mail) !== n,
      );
    },
    sums: () => {
      const all = sends();
      return {
        sent: all.length,
        lateButReserved: all.filter(({ sentAt, answeredAt }) => sentAt > answeredAt).length,
      };
    },
    refusedForSilence: async (): Promise<number> => {
      let refused = 0;
      for (const { campaignId } of shards)
        for (const { groups } of (await stores.campaigns.pages(campaignId)).pages)
          for (const { outcome, customerIds } of groups)
            if (outcome === 'unsubscribed') refused += customerIds.length;
      return refused;
    },
  };
}

import fc from 'fast-check';
import { expect } from 'vitest';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { UNSUBSCRIBE_EXPIRES } from '../../functions/domain/contact/contact.ts';
import { placeOf } from '../../functions/domain/customer/base-place.ts';
import { customerSchema } from '../../functions/domain/customer/customer.ts';
import type { Campaigns } from '../../functions/ports/campaigns.ts';
import type { Contacts } from '../../functions/ports/contacts.ts';
import type { Customers } from '../../functions/ports/customers.ts';
import type { Experiments } from '../../functions/ports/experiments.ts';
import type { PointsMails } from '../../functions/ports/points-mails.ts';
import type { Points } from '../../functions/ports/points.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import type { CampaignShard } from '../../functions/use-cases/campaign-child.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { tellOfEndingPoints } from '../../functions/use-cases/tell-of-ending-points.ts';
import { unsubscribe } from '../../functions/use-cases/unsubscribe.ts';
import { aCampaign, aMail } from './campaign-definition.ts';
import { aCampaignFirm, NOW } from './campaign-firm.ts';
import { newRuns, newTurns } from './turns.ts';

/** What a campaign writes to; one store, of memory or the real one. */
interface OutreachStores {
  readonly campaigns: Campaigns;
  readonly contacts: Contacts;
  readonly customers: Customers;
  readonly experiments: Experiments;
  readonly pointsMails: PointsMails;
  readonly points: Points;
}

export function storesInMemory(): OutreachStores {
  const store = memoryCaseStore();
  return {
    ...memoryOutreach(store),
    customers: memoryCustomers(),
    experiments: memoryExperiments(),
    points: memoryPoints(store),
  };
}

/** The address of each customer, by number: two of them share one. */
const CUSTOMERS = [0, 1, 2, 2];

/** Somebody asks for silence, and some of those who write die on their way. */
const disorder = fc.record({
  /** Addresses, by number, whose owner unsubscribes after so many turns; one may do so twice. */
  silences: fc.array(fc.record({ address: fc.nat(2), after: fc.nat(12) }), { minLength: 1, maxLength: 4 }),
  crashes: fc.array(fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined, freq: 3 }), {
    minLength: 3,
    maxLength: 3,
  }),
});

const addressOf = (n: number): string => `owner${n}@example.org`;

const MANY_RUNS = 100;

/** Ports at whose every call a run stops, so that anything may come in between. */
const STOPS = ['campaigns', 'pointsMails', 'contacts', 'postOffice'];

/**
 * Runs two campaigns and the notice of ending points to the same people while some of them unsubscribe, in this many
 * random orders, some with runs that die and are run again, and holds all of it to the promise of `unsubscribe`: once it has answered, no mail goes
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
      const runs = newRuns((error) => void failed.push(error));
      const write = (run: (deps: typeof house.deps) => Promise<unknown>, crashAt?: number): void =>
        runs.begin((over) => {
          const dies = (): void => {
            seen.crashed += 1;
            over();
          };
          return run(turns.stopping(house.deps, crashAt, STOPS, dies));
        });

      for (const [n, run] of house.runs.entries()) write(run, crashes[n]);
      const idle = turns.stopping({ contacts: { wait: () => Promise.resolve() } }, undefined, STOPS);
      for (const { address, after } of silences)
        runs.begin(async () => {
          for (let turn = 0; turn < after; turn += 1) await idle.contacts.wait();
          await house.unsubscribe(turns.stopping(house.deps, undefined, STOPS), address);
        });
      await turns.runAll(runs.areOver);
      // The retry of the machine: whoever died is run again, when every wish has long been answered.
      for (const run of house.runs) write(run);
      await turns.runAll(runs.areOver);

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
  /** A mail as its own id names it: campaign or `points`, step, and the place of the customer. */
  const mailOf = (...named: readonly string[]): string => named.join(' ');
  const deps = {
    ...firm,
    ...stores,
    campaigns: {
      ...stores.campaigns,
      async reserve(...given: Parameters<Campaigns['reserve']>) {
        const result = await stores.campaigns.reserve(...given);
        const [{ campaignId, customerId, done }, { contact, unseen }] = given;
        const contactId = contact?.id ?? unseen?.id;
        if (result === 'reserved' && contactId !== undefined)
          happened.push({
            what: 'reserved',
            mail: mailOf(campaignId, done.at(-1)?.step ?? '', placeOf(customerId)),
            contactId,
          });
        return result;
      },
    },
    pointsMails: {
      ...stores.pointsMails,
      async reserve(...given: Parameters<PointsMails['reserve']>) {
        const result = await stores.pointsMails.reserve(...given);
        const [{ customerKey }, { id, recent }] = given;
        if (result === 'reserved')
          happened.push({
            what: 'reserved',
            mail: mailOf('points', recent[0]?.step ?? '', placeOf(customerKey)),
            contactId: id,
          });
        return result;
      },
    },
    postOffice: {
      async send(mail: { readonly to: string; readonly raw: Uint8Array }) {
        const raw = new TextDecoder().decode(mail.raw);
        const [, kind = '', step = '', place = ''] =
          /^References: <([^.]+)\.([^.]+)\.([0-9a-f]{8})@/m.exec(raw) ?? [];
        happened.push({
          what: 'sent',
          mail: mailOf(kind, step, place),
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
  for (const n of CUSTOMERS.keys())
    await stores.points.post({
      ...{ customerKey: `cus_${n}`, key: 'order:1', at: '2024-02-10T10:00:00.000Z', points: 50 },
      ...{ house: 'purchases', expiresAt: '2026-04-01T00:00:00.000Z' },
    });
  const shards: CampaignShard[] = [];
  for (const name of ['Spring', 'Summer']) {
    const made = await createCampaign(deps, aCampaign({ name, steps: [aMail('first')] }), 'mara');
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
  const pace = { turn: () => Promise.resolve() };
  return {
    deps,
    /** Everything that writes to people by itself. */
    runs: [
      ...shards.map(
        (shard) =>
          (over: typeof deps): Promise<unknown> =>
            sendCampaignShard(over, shard),
      ),
      (over: typeof deps): Promise<unknown> => tellOfEndingPoints({ ...over, pace }),
    ],
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

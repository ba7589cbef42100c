import fc from 'fast-check';
import { expect } from 'vitest';
import { MailPostponed } from '../../functions/domain/mail/postponed.ts';
import { plusSeconds } from '../../functions/domain/instant.ts';
import { createCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import type { CampaignShard } from '../../functions/use-cases/campaign-child.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { aCampaign, aMail } from './campaign-definition.ts';
import { aCampaignFirm } from './campaign-firm.ts';
import { newTurns } from './turns.ts';

/** Customers by the number of their address: some share one. */
const CUSTOMERS = [0, 1, 1, 2, 2, 2];
const ADDRESSES = [0, 1, 2];
const CAMPAIGNS = 3;
const STOPS = ['campaigns', 'contacts', 'experiments', 'postOffice'];
const addressOf = (n: number): string => `owner${n}@example.org`;

/** What the mail service says of the n-th mail. */
const service = fc.constantFrom(
  'taken',
  'taken',
  'taken',
  'takes nothing',
  'says nothing',
  'refuses for good',
);

const disorder = fc.record({
  perWeek: fc.integer({ min: 1, max: 2 }),
  holdoutShare: fc.constantFrom(0, 0.3),
  answers: fc.array(service, { minLength: 4, maxLength: 12 }),
  crashes: fc.array(fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined, freq: 2 }), {
    minLength: CAMPAIGNS,
    maxLength: CAMPAIGNS,
  }),
});

/**
 * Runs three campaigns to the same few addresses in random orders, with workers that die and a mail service that fails in
 * each of its ways, until nothing is due any more, and holds what went out to the cap of the week and to once a step; and
 * who takes part to what was done about them.
 */
export async function holdTheCapToRandomOrder(runs: number, seed: number): Promise<void> {
  const seen = { sent: 0, capped: 0, putOff: 0, crashed: 0, heldOut: 0 };
  await fc.assert(
    fc.asyncProperty(
      disorder,
      fc.infiniteStream(fc.nat(1_000)),
      async ({ perWeek, holdoutShare, answers, crashes }, order) => {
        const firm = aCampaignFirm({ more: { contactsPerWeek: perWeek } });
        for (const [n, address] of CUSTOMERS.entries())
          await firm.hasCustomer(String(n), { emails: [addressOf(address)] });
        const went: { readonly to: string; readonly id: string }[] = [];
        let asked = 0;
        let isMended = false;
        const deps = {
          ...firm,
          postOffice: {
            send(mail: { readonly to: string; readonly raw: Uint8Array }) {
              const answer = isMended ? 'taken' : answers[(asked += 1) % answers.length];
              if (answer === 'takes nothing') {
                seen.putOff += 1;
                return Promise.reject(new MailPostponed('paused'));
              }
              if (answer === 'refuses for good') return Promise.resolve({ kind: 'refused' as const });
              const raw = new TextDecoder().decode(mail.raw);
              went.push({ to: mail.to, id: /^References: <([^@]+)@/m.exec(raw)?.[1] ?? '' });
              if (answer === 'says nothing') return Promise.reject(new Error('no answer'));
              return Promise.resolve({ kind: 'sent' as const, messageId: `<${went.length}@x>` });
            },
          },
        };
        const shards: CampaignShard[] = [];
        for (let n = 0; n < CAMPAIGNS; n += 1) {
          const made = await createCampaign(
            deps,
            aCampaign({ name: `Campaign ${n}`, holdoutShare, steps: [aMail('first')] }),
            'mara',
          );
          if (!made.ok) throw new Error(JSON.stringify(made.problems));
          await runCampaign(deps, { campaignId: made.value.id, version: 1, by: 'mara' });
          shards.push(...(await planCampaign(deps, made.value.id)).shards);
        }

        const turns = newTurns((many) => (order.next().value ?? 0) % Math.max(1, many));
        // Each part twice: a worker that is thought dead, and the one that took its place.
        for (const [n, shard] of [...shards, ...shards].entries()) {
          const crashAt = crashes[n];
          const stopping = turns.stopping(deps, crashAt, STOPS, () => (seen.crashed += 1));
          sendCampaignShard(stopping, shard).catch(() => undefined);
        }
        await turns.runAll();
        isMended = true;
        for (let round = 0; round < 4; round += 1) {
          for (const shard of shards) await sendCampaignShard(deps, shard);
          for (const { campaignId } of shards) await firm.close(campaignId);
          firm.isNow(plusSeconds(firm.clock.now(), 1000));
          await firm.sweeps();
        }

        expect(new Set(went.map(({ id }) => id)).size).toBe(went.length);
        for (const n of ADDRESSES) {
          const theirs = went.filter(({ to }) => to === addressOf(n));
          const record = await firm.contacts.byId(await contactIdOf(firm.digests, addressOf(n)));
          expect(theirs.length).toBeLessThanOrEqual(perWeek);
          expect(record?.recent.length ?? 0).toBeLessThanOrEqual(perWeek);
          expect(theirs.length).toBeLessThanOrEqual(record?.recent.length ?? 0);
        }
        for (const { campaignId } of shards) {
          const { 'weekly-cap': capped = [], holdout = [], sent = [] } = await firm.recount(campaignId);
          const arms = new Map<string, string>();
          for (const n of CUSTOMERS.keys())
            for (const { experiment, arm } of await firm.experiments.ofCustomer(`cus_${n}`))
              if (experiment.includes(campaignId)) arms.set(`cus_${n}`, arm);
          // A mail was once reserved for whoever is in the arm that is written to.
          const ways = await firm.campaigns.journeys(campaignId, [...arms.keys()]);
          for (const [id, arm] of arms) if (arm === 'treated') expect([id, ways.has(id)]).toEqual([id, true]);
          if (holdoutShare > 0) {
            for (const id of holdout) expect([id, arms.get(id)]).toEqual([id, 'holdout']);
            for (const id of sent) expect([id, arms.get(id)]).toEqual([id, 'treated']);
          }
          seen.sent += sent.length;
          seen.capped += capped.length;
          seen.heldOut += holdout.length;
        }
      },
    ),
    { numRuns: runs, seed },
  );
  // The property would hold of a house that never writes, or in which nothing ever goes wrong.
  for (const [what, times] of Object.entries(seen)) expect([what, times > 0]).toEqual([what, true]);
}

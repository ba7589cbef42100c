import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCampaign, redefineCampaign, runCampaign } from '../../functions/use-cases/campaign-desk.ts';
import { approveCampaignOffer } from '../../functions/use-cases/decide-campaign-offer.ts';
import { anOfferingFirm, gift, offering } from '../support/offering-firm.ts';
import { aCampaign } from '../support/campaign-definition.ts';

const dear = [gift('gift', { approvalThreshold: 10 })];
const spring = (name = 'Spring') => aCampaign({ name, mailsAtMost: 5, steps: [...offering()] });

/** A firm in which any lead may write a campaign, run it, and be asked about its offers. */
async function aFirmOfLeads() {
  const firm = await anOfferingFirm({ customers: 0, offers: dear });
  let people = 0;
  const versionOf = async (id: string) => (await firm.campaigns.byId(id))?.version ?? 0;
  const done = <Answer extends object>(answer: Answer): Answer => {
    if (!('ok' in answer) || answer.ok !== true) throw new Error(JSON.stringify(answer));
    return answer;
  };
  return {
    firm,
    writes: async (by: string) => {
      const made = await createCampaign(firm, spring(), by);
      if (!made.ok) throw new Error(JSON.stringify(made.problems));
      return made.value.id;
    },
    rewrites: async (campaignId: string, by: string, name?: string) =>
      done(
        await redefineCampaign(firm, { campaignId, version: await versionOf(campaignId), by }, spring(name)),
      ),
    /** Somebody new comes into the base, and everybody is looked at: an offer for them waits. */
    offers: async (campaignId: string, by = 'mara') => {
      people += 1;
      const customerId = `cus_${people}`;
      await firm.hasCustomer(String(people), { value: 5_000_000, since: '2020-01-01' });
      done(await runCampaign(firm, { campaignId, version: await versionOf(campaignId), by }));
      await firm.work(campaignId);
      return firm.offerOf(customerId).id;
    },
    approves: async (offerId: string, by: string) => {
      const offer = await firm.offers.byId(offerId);
      const answer = await approveCampaignOffer(firm, { offerId, version: offer?.version ?? 0, by });
      return answer.ok ? 'approved' : answer.reason;
    },
  };
}

test('two leads who rewrite a campaign in turn do not wave each other’s offers through', async () => {
  const { writes, rewrites, offers, approves } = await aFirmOfLeads();
  const campaign = await writes('lena');
  const first = await offers(campaign);
  await rewrites(campaign, 'dora', 'Spring, with a comma');
  const second = await offers(campaign);
  await rewrites(campaign, 'lena', 'Spring again');
  const third = await offers(campaign);

  expect(await approves(second, 'lena')).toBe('same-person');
  expect(await approves(second, 'dora')).toBe('same-person');
  expect(await approves(third, 'dora')).toBe('same-person');
  expect(await approves(third, 'lena')).toBe('same-person');
  expect(await approves(first, 'dora')).toBe('approved');
  expect(await approves(second, 'ines')).toBe('approved');
  expect(await approves(third, 'ines')).toBe('approved');
});

test('rewriting a campaign while its offer waits changes nothing in who may approve that offer', async () => {
  const { writes, rewrites, offers, approves } = await aFirmOfLeads();
  const campaign = await writes('lena');
  const [one, two] = [await offers(campaign), await offers(campaign)];
  await rewrites(campaign, 'dora', 'Summer');

  // Who wrote the edition is not rid of it because somebody else has written the next one.
  expect(await approves(one, 'lena')).toBe('same-person');
  // And nobody can be shut out of what already waits.
  expect(await approves(one, 'dora')).toBe('approved');
  expect(await approves(two, 'ines')).toBe('approved');
});

test('a draft that went through several hands is the work of all of them', async () => {
  const { firm, writes, rewrites, offers, approves } = await aFirmOfLeads();
  const campaign = await writes('lena');
  await rewrites(campaign, 'dora');
  await rewrites(campaign, 'mara');
  const offer = await offers(campaign);

  expect((await firm.campaigns.definition(campaign, 1))?.authors).toEqual(['lena', 'dora', 'mara']);
  for (const writer of ['lena', 'dora', 'mara']) expect(await approves(offer, writer)).toBe('same-person');
  expect(await approves(offer, 'ines')).toBe('approved');
});

test('in whatever order leads write, run and decide, nobody approves what they had a hand in', async () => {
  const lead = fc.constantFrom('lena', 'dora', 'ines');
  const deed = fc.oneof(
    fc.record({ does: fc.constant('rewrite' as const), by: lead }),
    fc.record({ does: fc.constant('offer' as const), by: lead }),
    fc.record({ does: fc.constant('approve' as const), by: lead, which: fc.nat(5) }),
  );
  await fc.assert(
    fc.asyncProperty(lead, fc.array(deed, { minLength: 3, maxLength: 8 }), async (first, deeds) => {
      const { writes, rewrites, offers, approves } = await aFirmOfLeads();
      const campaign = await writes(first);
      const hands = new Set([first]);
      const waiting: { readonly id: string; readonly hands: ReadonlySet<string> }[] = [];
      for (const one of deeds) {
        if (one.does === 'rewrite') {
          await rewrites(campaign, one.by);
          hands.add(one.by);
        } else if (one.does === 'offer') {
          waiting.push({ id: await offers(campaign, one.by), hands: new Set(hands) });
        } else {
          const [found] = waiting.splice(one.which % Math.max(1, waiting.length), 1);
          if (!found) continue;
          const may = !found.hands.has(one.by);
          expect(await approves(found.id, one.by)).toBe(may ? 'approved' : 'same-person');
        }
      }
    }),
    { numRuns: 60 },
  );
});

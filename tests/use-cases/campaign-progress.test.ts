import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryMailboxes } from '../../functions/adapters/memory/mailboxes.ts';
import { readFeedbackEvent } from '../../functions/runtime/feedback-event.ts';
import { campaignProgress } from '../../functions/use-cases/campaign-progress.ts';
import { heedDeliveryReport } from '../../functions/use-cases/heed-delivery-report.ts';
import { countKept } from '../../functions/use-cases/count-kept.ts';
import { measuringCampaigns } from '../../functions/use-cases/measuring-campaigns.ts';
import type { CustomerOutcome } from '../../functions/domain/experiment/customer-outcome.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import type { Campaigns } from '../../functions/ports/campaigns.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm } from '../support/campaign-firm.ts';

/** A rule that no customer of these tests meets. */
const nobody = { field: 'tier', op: '=', value: 'diamond' } as const;

type Firm = ReturnType<typeof aCampaignFirm>;

/** A firm to which the mail service tells what became of its mails. */
function aFirmThatHears() {
  const firm = aCampaignFirm();
  const store = memoryCaseStore(() => undefined);
  const deps = {
    ...firm,
    cases: memoryCases(store, firm.clock.now),
    mailboxes: memoryMailboxes(store),
    firm: { ...firm.firm, calendar: calendarOf(firm.settings) },
  };
  /** The mail service says of the mail at this place of the outbox that it came back. */
  const comesBack = async (place: number, over: { readonly type?: string; readonly to?: string } = {}) => {
    const mail = firm.outbox[place];
    if (!mail) throw new Error(`no mail ${place} was sent`);
    const references = /^References: (.*)$/m.exec(new TextDecoder().decode(mail.raw))?.[1]?.trim() ?? '';
    const event = {
      detail: {
        eventType: 'Bounce',
        mail: { messageId: `ses-${place}`, headers: [{ name: 'References', value: references }] },
        bounce: {
          bounceType: over.type ?? 'Permanent',
          bouncedRecipients: [{ emailAddress: over.to ?? mail.to }],
          feedbackId: `feedback-${place}`,
          timestamp: firm.clock.now(),
        },
      },
    };
    const ours = { region: 'us-east-1', mailDomain: 'acme.example' };
    for (const report of readFeedbackEvent(event, ours)) await heedDeliveryReport(deps, report);
  };
  return { ...firm, comesBack };
}

const progressOf = async (firm: Firm, campaignId: string) => {
  const campaign = await firm.campaigns.byId(campaignId);
  if (!campaign) throw new Error(`there is no ${campaignId}`);
  return campaignProgress(firm, campaign);
};

describe('mails of a campaign that come back', () => {
  test('are counted each once, however often the mail service tells of them', async () => {
    const firm = aFirmThatHears();
    for (const number of ['1', '2', '3']) await firm.hasCustomer(number);
    const id = await firm.begins([aMail('first')]);

    await firm.comesBack(0);
    await firm.comesBack(0);
    await Promise.all([firm.comesBack(1), firm.comesBack(1)]);

    expect(await progressOf(firm, id)).toMatchObject({ counts: { sent: 3 }, bounced: 2 });
  });

  test('are not those that did not arrive this time, nor a notice to staff, nor a test, nor anybody’s claim', async () => {
    const firm = aFirmThatHears();
    await firm.hasCustomer('1');
    const id = await firm.begins([
      aMail('first'),
      { id: 'call', do: 'hand-over', to: 'team', note: 'Call them.' },
    ]);
    await firm.sweeps();
    expect(firm.outbox.map(({ to }) => to)).toEqual(['1@example.org', firm.settings.teamMailbox]);

    await firm.comesBack(0, { type: 'Transient' });
    await firm.comesBack(0, { to: 'somebody-else@example.org' });
    await firm.comesBack(1);

    expect((await progressOf(firm, id)).bounced).toBe(0);
  });

  test('count for each of two customers who share an address', async () => {
    const firm = aFirmThatHears();
    for (const number of ['1', '2']) await firm.hasCustomer(number, { emails: ['both@example.org'] });
    const id = await firm.begins([aMail('first')]);

    await firm.comesBack(0);
    await firm.comesBack(1);
    await firm.comesBack(1);

    expect(await progressOf(firm, id)).toMatchObject({ counts: { sent: 2 }, bounced: 2 });
  });

  test('count for the campaign whose mail it was', async () => {
    const firm = aFirmThatHears();
    await firm.hasCustomer('1');
    const spring = await firm.begins([aMail('first')]);
    const summer = await firm.begins([aMail('first')], { name: 'Summer' });

    await firm.comesBack(1);

    expect((await progressOf(firm, spring)).bounced).toBe(0);
    expect((await progressOf(firm, summer)).bounced).toBe(1);
  });
});

const word = (
  kind: CustomerOutcome['kind'],
  on: string,
  over: Partial<CustomerOutcome> = {},
): CustomerOutcome => ({
  ...{ id: `${kind}-${on}`, customerId: 'cus_1', kind, on, source: 'crm' },
  ...over,
});

const counting = (firm: Firm) => ({ ...firm, measuring: measuringCampaigns(firm) });

/** What somebody said is kept, and counted as often as told. */
async function isSaid(firm: Firm, outcome: CustomerOutcome, times = 1): Promise<void> {
  await firm.experiments.note(outcome);
  for (let time = 0; time < times; time += 1) await countKept(counting(firm), outcome);
}

describe('customers whom a campaign kept', () => {
  async function aCampaignThatReached() {
    const firm = aCampaignFirm();
    await firm.hasCustomer('1');
    await firm.hasCustomer('2', { marketingConsent: false });
    return { firm, id: await firm.begins([aMail('first')]) };
  }

  test('are those it reached who stayed or bought within 90 days, each once', async () => {
    const { firm, id } = await aCampaignThatReached();

    await isSaid(firm, word('bought', '2026-03-02'));
    expect((await progressOf(firm, id)).kept).toBe(0);
    await isSaid(firm, word('bought', '2026-03-10'), 3);
    await isSaid(firm, word('stayed', '2026-05-01'));
    await isSaid(firm, word('stayed', '2026-05-01', { customerId: 'cus_2' }));

    expect((await progressOf(firm, id)).kept).toBe(1);
  });

  test('are no longer those who then leave, and are again nobody by a word after the window', async () => {
    const { firm, id } = await aCampaignThatReached();
    await isSaid(firm, word('stayed', '2026-03-10'));

    await isSaid(firm, word('left', '2026-06-01'), 2);
    expect((await progressOf(firm, id)).kept).toBe(0);
    await isSaid(firm, word('bought', '2026-06-02'));
    expect((await progressOf(firm, id)).kept).toBe(0);
  });

  test('are still those who leave after the window', async () => {
    const { firm, id } = await aCampaignThatReached();
    await isSaid(firm, word('stayed', '2026-03-10'));
    await isSaid(firm, word('left', '2026-06-02'));

    expect((await progressOf(firm, id)).kept).toBe(1);
  });

  test('count in each campaign that reached them, and in no other', async () => {
    const firm = aCampaignFirm();
    await firm.hasCustomer('1');
    const spring = await firm.begins([aMail('first')]);
    const summer = await firm.begins([aMail('first')], { name: 'Summer' });
    const never = await firm.begins([aMail('first')], { name: 'Never', segment: nobody });

    await isSaid(firm, word('stayed', '2026-03-10'));

    const kept = [spring, summer, never].map(async (id) => (await progressOf(firm, id)).kept);
    expect(await Promise.all(kept)).toEqual([1, 1, 0]);
  });

  test('are looked for only in campaigns whose 90 days hold the day that the word is about', async () => {
    const firm = aCampaignFirm();
    await firm.hasCustomer('1');
    const years = [2023, 2024, 2025, 2026];
    const ids: string[] = [];
    for (const year of years) {
      firm.isNow(`${year}-03-03T10:00:00.000Z`);
      ids.push(await firm.begins([aMail('first')], { name: `Spring ${year}` }));
    }
    firm.isNow('2026-03-10T10:00:00.000Z');
    const asked: string[] = [];
    const read: string[] = [];
    const campaigns: Campaigns = {
      ...firm.campaigns,
      journeysOf: (customerId, of) => {
        asked.push(...of);
        return firm.campaigns.journeysOf(customerId, of);
      },
      byId: (id) => {
        read.push(id);
        return firm.campaigns.byId(id);
      },
    };
    const measuring = measuringCampaigns({ campaigns, clock: firm.clock });

    for (const on of ['2026-03-09', '2026-03-09', '2024-05-01', '2024-07-01']) {
      const outcome = word('bought', on);
      await firm.experiments.note(outcome);
      await countKept({ ...firm, campaigns, measuring }, outcome);
    }

    expect(asked).toEqual([ids[3], ids[3], ids[1]]);
    const kept = ids.map(async (id) => (await progressOf(firm, id)).kept);
    expect(await Promise.all(kept)).toEqual([0, 1, 0, 1]);
    // Those that are over are read once and remembered.
    expect(read.toSorted()).toEqual(ids.toSorted());
  });

  test('are found also in a campaign that the list of all of them showed a moment late', async () => {
    const { firm, id } = await aCampaignThatReached();
    let shown: readonly string[] = [];
    const campaigns: Campaigns = { ...firm.campaigns, ids: () => Promise.resolve(shown) };
    const deps = { ...firm, measuring: measuringCampaigns({ campaigns, clock: firm.clock }) };
    const stayed = word('stayed', '2026-03-10');
    await firm.experiments.note(stayed);

    await countKept(deps, stayed);
    shown = [id];
    firm.isNow('2026-03-03T10:00:01.000Z');
    await countKept(deps, stayed);

    expect((await progressOf(firm, id)).kept).toBe(1);
  });

  test('are found in a campaign that began after the last look at which there are', async () => {
    const { firm, id } = await aCampaignThatReached();
    const deps = counting(firm);
    const first = word('stayed', '2026-03-10');
    await firm.experiments.note(first);
    await countKept(deps, first);
    const summer = await firm.begins([aMail('first')], { name: 'Summer' });
    await countKept(deps, first);

    expect((await progressOf(firm, id)).kept).toBe(1);
    expect((await progressOf(firm, summer)).kept).toBe(1);
  });

  test('are the same number in whatever order words come, however often, and all at once', async () => {
    const aWord = fc
      .record({
        kind: fc.constantFrom('stayed' as const, 'bought' as const, 'left' as const),
        day: fc.integer({ min: 0, max: 100 }),
      })
      .map(({ kind, day }) => word(kind, plusDays('2026-03-01T00:00:00.000Z', day).slice(0, 10)));
    await fc.assert(
      fc.asyncProperty(fc.array(aWord, { maxLength: 6 }), fc.boolean(), async (words, atOnce) => {
        const { firm, id } = await aCampaignThatReached();
        const told = [...words, ...words.slice(0, 2)];
        if (atOnce) await Promise.all(told.map((one) => isSaid(firm, one)));
        else for (const one of told) await isSaid(firm, one);

        const within = words.filter(({ on }) => on >= '2026-03-03' && on <= '2026-06-01');
        const kept = within.length > 0 && within.every(({ kind }) => kind !== 'left');
        expect((await progressOf(firm, id)).kept).toBe(kept ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });
});

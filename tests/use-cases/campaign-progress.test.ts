import { describe, expect, test } from 'vitest';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryMailboxes } from '../../functions/adapters/memory/mailboxes.ts';
import { readFeedbackEvent } from '../../functions/runtime/feedback-event.ts';
import { campaignProgress } from '../../functions/use-cases/campaign-progress.ts';
import { heedDeliveryReport } from '../../functions/use-cases/heed-delivery-report.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import { aCampaignFirm, aMail } from './campaign-firm.ts';

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

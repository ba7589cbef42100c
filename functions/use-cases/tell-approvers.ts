import type { Campaign } from '../domain/campaign/campaign.ts';
import { hasToBeNoticed, type ApprovalNotice } from '../domain/campaign/approval-notice.ts';
import { composeMail } from '../domain/mail/compose.ts';
import { approvalNoticeId } from '../domain/mail/own-marks.ts';
import { MailPostponed } from '../domain/mail/postponed.ts';
import { approvalsWaiting } from '../domain/mail/templates/approvals-waiting.ts';
import { formatMoney } from '../domain/money.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Approvals } from '../ports/offers.ts';
import type { Clock, PostOffice } from '../ports/world.ts';
import { countsSoFar } from './campaign-progress.ts';
import { eachActiveCampaign } from './each-active-campaign.ts';
import type { Firm } from './firm.ts';
import { domainOf, staffLocale } from './mail-writer.ts';

interface TellApproversDeps {
  readonly campaigns: Pick<
    Campaigns,
    'list' | 'parts' | 'definition' | 'approvalNotice' | 'saveApprovalNotice'
  >;
  readonly approvals: Pick<Approvals, 'waiting'>;
  readonly postOffice: PostOffice;
  readonly clock: Clock;
  readonly firm: Firm;
}

/**
 * Offers looked at to count those of one campaign, and more until there is one: read once an hour at most, and more is said
 * in words.
 */
const COUNTED = 500;
const PER_PAGE = 100;

/**
 * Tells the leads who may approve that offers of a campaign wait for them: one mail each and campaign, at most once an hour,
 * and only when others were put before them since. When the mail service takes nothing, the next sweep tells them; a run that
 * dies tells them an hour later, and what it had sent may then come twice.
 * @returns campaigns of which somebody was told
 * @throws AggregateError when some failed, after all others
 */
export const tellApprovers = (deps: TellApproversDeps): Promise<number> =>
  eachActiveCampaign(deps.campaigns, (campaign) => tellOf(deps, campaign));

async function tellOf(deps: TellApproversDeps, campaign: Campaign): Promise<boolean> {
  const at = deps.clock.now();
  const { counts } = await countsSoFar(deps.campaigns, campaign);
  const asked = counts['needs-approval'] ?? 0;
  if (asked === 0) return false;
  const before = await deps.campaigns.approvalNotice(campaign.id);
  if (!hasToBeNoticed(before, asked, at)) return false;

  // Whoever set about it at the same moment is quicker; what is new counts as told only when it is.
  const begun = { campaignId: campaign.id, toldAt: at, asked: before?.asked ?? 0 };
  const version = (before?.version ?? 0) + 1;
  if ((await deps.campaigns.saveApprovalNotice({ ...begun, version })) === 'stale') return false;
  try {
    const wasTold = await tell(deps, campaign);
    await deps.campaigns.saveApprovalNotice({ ...begun, asked, version: version + 1 });
    return wasTold;
  } catch (error) {
    if (!(error instanceof MailPostponed) || error.mayBeSent) throw error;
    await undo(deps, before, campaign.id, version + 1);
    return false;
  }
}

/** As if nobody had set about it: the next sweep does. */
const undo = (
  { campaigns }: TellApproversDeps,
  before: ApprovalNotice | undefined,
  campaignId: string,
  version: number,
) => campaigns.saveApprovalNotice({ ...(before ?? { campaignId, asked: 0, toldAt: NEVER }), version });
const NEVER = '1970-01-01T00:00:00.000Z';

/** @returns false when everything was decided meanwhile */
async function tell(deps: TellApproversDeps, campaign: Campaign): Promise<boolean> {
  const { offers, more } = await waitingOf(deps, campaign.id);
  const [first] = offers;
  if (!first) return false;
  const { settings, publicUrl, mailFrom } = deps.firm;
  const locale = staffLocale(deps.firm);
  const cost = offers.reduce((sum, offer) => sum + offer.cost, 0);
  const letter = approvalsWaiting({
    locale,
    firmName: settings.firmName,
    timeZone: settings.timeZone,
    campaignName: campaign.name,
    count: offers.length,
    more,
    cost: formatMoney(cost, settings.currency, locale),
    firstEndsAt: first.validUntil,
    consoleUrl: `${publicUrl}/console/#/approvals`,
  });
  const at = deps.clock.now();
  for (const to of await approversOf(deps, campaign)) {
    await deps.postOffice.send({
      to: to.address,
      raw: await composeMail({
        from: { name: settings.firmName, address: mailFrom },
        to,
        ...letter,
        locale,
        stableId: approvalNoticeId(campaign.id, at, domainOf(settings.intakeAddress)),
        automatic: 'generated',
        purpose: 'approvals-waiting',
        at,
      }),
    });
  }
  return true;
}

/** Those first that wait no longer soonest. */
async function waitingOf(
  { approvals }: TellApproversDeps,
  campaignId: string,
): Promise<{ readonly offers: readonly Offer[]; readonly more: boolean }> {
  const offers: Offer[] = [];
  let looked = 0;
  let cursor: string | undefined;
  do {
    const page = await approvals.waiting(cursor, PER_PAGE);
    offers.push(...page.items.filter(({ campaign }) => campaign?.campaignId === campaignId));
    looked += PER_PAGE;
    cursor = page.cursor;
  } while (cursor !== undefined && (looked < COUNTED || offers.length === 0));
  return { offers, more: cursor !== undefined };
}

/** Leads who had no hand in what is offered now; where there is none, the team, who must find somebody. */
async function approversOf(
  { campaigns, firm: { settings } }: TellApproversDeps,
  { id, definition }: Campaign,
): Promise<readonly { readonly name: string; readonly address: string }[]> {
  const kept = await campaigns.definition(id, definition);
  const authors = kept?.authors ?? [];
  const leads = settings.staff.filter((one) => one.groups.includes('lead') && !authors.includes(one.id));
  return leads.length > 0 ? leads : [{ name: settings.firmName, address: settings.teamMailbox }];
}

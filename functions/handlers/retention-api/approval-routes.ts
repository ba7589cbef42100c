import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { cursorSchema } from '../../domain/case/list-cursor.ts';
import { refusalWords, refusals as governorRefusals, type Refusal } from '../../domain/contact/govern.ts';
import type { CampaignSubject, Offer } from '../../domain/offer/offer.ts';
import type { Campaigns } from '../../ports/campaigns.ts';
import type { Customers } from '../../ports/customers.ts';
import type { Approvals } from '../../ports/offers.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { parsed } from '../../runtime/request-body.ts';
import { only, staffLocale, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import {
  approveCampaignOffer,
  declineCampaignOffer,
  type DecideCampaignOfferDeps,
  type DecisionRefusal,
  type OfferDecision,
} from '../../use-cases/decide-campaign-offer.ts';
import { offerInWords } from '../../use-cases/offer-in-words.ts';
import type { Firm } from '../../use-cases/firm.ts';

export interface ApprovalRoutesDeps extends DecideCampaignOfferDeps {
  readonly approvals: Pick<Approvals, 'waiting'>;
  readonly campaigns: DecideCampaignOfferDeps['campaigns'] & Pick<Campaigns, 'byId' | 'definition'>;
  readonly customers: Pick<Customers, 'byId' | 'byIds'>;
  readonly firm: Firm;
}

const ApprovalsQuery = z.object({ cursor: cursorSchema });

const refusals = {
  'unknown-offer': { status: 404, title: 'No campaign made such an offer' },
  stale: {
    status: 412,
    title: 'This offer changed meanwhile',
    detail: 'Read it again; somebody may have decided.',
  },
  'not-waiting': { status: 409, title: 'This offer does not wait for anybody' },
  ended: { status: 409, title: 'Its time is over', detail: 'It is taken back; a campaign may make it anew.' },
  'same-person': {
    status: 403,
    title: 'Four eyes: somebody else must approve what your campaign offers',
    detail:
      'You wrote the definition that it was made under, or one that this came from. A lead who is not among "writtenBy" decides.',
  },
  'campaign-over': {
    status: 409,
    title: 'Its campaign is over',
    detail: 'Nobody is written to by it any more. Decline the offer, and its money is free.',
  },
  'budget-spent': {
    status: 409,
    title: 'The month’s money was made less, and no longer covers it',
    detail: 'Decline it or others, or give the month more money in the catalogue.',
  },
  'unknown-customer': { status: 409, title: 'There is no record of its customer any more' },
} as const satisfies Record<Exclude<DecisionRefusal, Refusal>, Problem>;

/** Offers of campaigns that are too dear to be made by rule: what waits, and a lead's yes or no. */
export function approvalRoutes(deps: ApprovalRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const reads = only('lead', 'marketer', 'auditor');
  const decides = only('lead');

  routes.get('/offers/approvals', reads, async (context) => {
    const query = parsed(context, ApprovalsQuery, context.req.query());
    if (!query.ok) return query.answer;
    const { items, cursor } = await deps.approvals.waiting(query.value.cursor);
    return context.json({ items: await shown(deps, items, context), cursor: cursor ?? null });
  });

  routes.get('/offers/approvals/:id', reads, async (context) => {
    const offer = await deps.offers.byId(context.req.param('id'));
    const [view] = await shown(deps, offer ? [offer] : [], context);
    if (!offer || !view) return problem(context, refusals['unknown-offer']);
    return context.json(view, 200, { etag: etagOf(offer.version) });
  });

  routes.post('/offers/approvals/:id/approve', decides, async (context) => {
    const match = ifMatch(context);
    if (!match.ok) return match.answer;
    const result = await approveCampaignOffer(deps, decisionOf(context, match.version));
    if (!result.ok) return refused(context, result.reason);
    const { offer, goesOutFrom } = result.value;
    const [view] = await shown(deps, [offer], context);
    return context.json({ ...view, goesOutFrom }, 200, { etag: etagOf(offer.version) });
  });

  routes.post('/offers/approvals/:id/decline', decides, async (context) => {
    const match = ifMatch(context);
    if (!match.ok) return match.answer;
    const result = await declineCampaignOffer(deps, decisionOf(context, match.version));
    if (!result.ok) return refused(context, result.reason);
    const [view] = await shown(deps, [result.value], context);
    return context.json(view, 200, { etag: etagOf(result.value.version) });
  });
  return routes;
}

const decisionOf = (context: Context<StaffContext>, version: number): OfferDecision => ({
  offerId: context.req.param('id') ?? '',
  version,
  by: context.get('member').id,
});

const isGovernors = (reason: DecisionRefusal): reason is Refusal =>
  governorRefusals.some((one) => one === reason);

/** What the contact governor says may pass, so the offer waits on. */
function refused(context: Context, reason: DecisionRefusal): Response | Promise<Response> {
  if (!isGovernors(reason)) return problem(context, { ...refusals[reason], also: { reason } });
  return problem(context, {
    status: 409,
    title: `It cannot go out: this customer ${refusalWords[reason].en}`,
    detail: 'It waits on until its day: try again when that has changed, or decline it.',
    also: { reason },
  });
}

const editionOf = ({ campaignId, definition }: CampaignSubject): string => `${campaignId} ${definition}`;

/** Offers of campaigns as staff see them; one that is on no campaign is left out. */
async function shown(
  { campaigns, customers, firm }: Pick<ApprovalRoutesDeps, 'campaigns' | 'customers' | 'firm'>,
  offers: readonly Offer[],
  context: Context,
) {
  const made = offers.flatMap((offer) => (offer.campaign ? [{ offer, by: offer.campaign }] : []));
  const names = new Map(
    await Promise.all(
      [...new Set(made.map(({ by }) => by.campaignId))].map(
        async (id) => [id, (await campaigns.byId(id))?.name ?? ''] as const,
      ),
    ),
  );
  const writers = new Map(
    await Promise.all(
      [...new Map(made.map(({ by }) => [editionOf(by), by])).values()].map(async (by) => {
        const kept = await campaigns.definition(by.campaignId, by.definition);
        return [editionOf(by), kept?.authors ?? []] as const;
      }),
    ),
  );
  const known = await customers.byIds(made.map(({ by }) => by.customerId));
  return made.map(({ offer, by }) => ({
    offerId: offer.id,
    version: offer.version,
    status: offer.status,
    campaignId: by.campaignId,
    campaignName: names.get(by.campaignId) ?? '',
    writtenBy: writers.get(editionOf(by)) ?? [],
    step: by.step,
    customerId: by.customerId,
    customerNumber: known.get(by.customerId)?.customerNumber ?? null,
    tier: known.get(by.customerId)?.tier ?? null,
    catalogueId: offer.catalogueId,
    title: offerInWords(firm, staffLocale(context), offer).title,
    cost: offer.cost,
    risk: offer.weighed ? 1 - offer.weighed.chanceWithout : null,
    band: offer.weighed?.band ?? null,
    madeAt: offer.madeAt,
    validUntil: offer.validUntil,
    approvedBy: offer.approvedBy ?? null,
    approvedAt: offer.approvedAt ?? null,
    withdrawnFor: offer.withdrawnFor ?? null,
  }));
}

import { idPrefixes } from '../domain/ids.ts';
import { localeFor, type Locale } from '../domain/language.ts';
import { howChosen, howChosenByCampaign } from '../domain/offer/how-chosen.ts';
import { isExpired } from '../domain/offer/answer.ts';
import { isHeldBack } from '../domain/offer/approval.ts';
import { voucherCodeIn } from '../domain/offer/voucher-in-offer.ts';
import type { CampaignSubject, Offer, OfferStatus } from '../domain/offer/offer.ts';
import { fieldsIn } from '../domain/segment/fields-in.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Cases } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock, Links } from '../ports/world.ts';
import type { Firm } from './firm.ts';
import { offerInWords } from './offer-in-words.ts';

export interface ShowOfferDeps {
  readonly cases: Pick<Cases, 'read'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly campaigns: Pick<Campaigns, 'definition'>;
  readonly offers: Pick<Offers, 'byId'>;
  readonly links: Links;
  readonly clock: Clock;
  readonly firm: Firm;
}

/** The offer that a genuine offer link names; undefined for any other token. An expired offer still opens. */
export async function offerOfLink(
  deps: Pick<ShowOfferDeps, 'links' | 'offers'>,
  token: string,
): Promise<Offer | undefined> {
  const ulid = deps.links.idIn(token);
  const offer = ulid === undefined ? undefined : await deps.offers.byId(`${idPrefixes.offer}${ulid}`);
  if (!offer || ulid === undefined || isHeldBack(offer)) return undefined;
  return (await deps.links.isGenuine(token, 'offer', ulid, offer.validUntil)) ? offer : undefined;
}

interface OfferView {
  /** Null for the offer of a campaign, as long as no answer has opened a case. */
  readonly caseNumber: string | null;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly status: Exclude<OfferStatus, 'awaiting-approval' | 'approved' | 'withdrawn'>;
  readonly offer: {
    readonly id: string;
    readonly title: string;
    readonly whatYouGet: string;
    /** What it costs the customer: nothing, always. */
    readonly cost: string;
    readonly conditions: readonly string[];
    readonly validUntil: string;
    readonly why: string;
    /** What the case is about and who or what chose, without figures. */
    readonly howChosen: string;
  } | null;
  readonly remedy: { readonly text: string } | null;
  /** Of a voucher that was accepted. */
  readonly voucherCode: string | null;
  readonly answeredAt?: string;
}

/** Shows an offer and decides nothing: mail scanners open links too. */
export async function showOffer(deps: ShowOfferDeps, offer: Offer): Promise<OfferView> {
  const record = offer.caseId === undefined ? undefined : await deps.cases.read(offer.caseId);
  if (!record && offer.caseId !== undefined)
    throw new Error(`${offer.caseId} of ${offer.id} is not in the store`);
  const locale = record?.locale ?? (await localeOf(deps, offer));
  return {
    caseNumber: record?.number ?? null,
    locale,
    timeZone: deps.firm.settings.timeZone,
    status: shownStatus(offer, deps.clock.now()),
    offer: {
      id: offer.id,
      ...offerInWords(deps.firm, locale, offer),
      cost: locale === 'en' ? 'Nothing' : '无需付费',
      validUntil: offer.validUntil,
      howChosen: offer.campaign
        ? howChosenByCampaign(locale, await fieldsAsked(deps, offer.campaign))
        : howChosen(locale, offer, record?.triaged?.category),
    },
    voucherCode: voucherCodeIn(offer),
    remedy: record?.remedy ? { text: record.remedy.text[locale] } : null,
    ...(offer.answeredAt !== undefined && { answeredAt: offer.answeredAt }),
  };
}

async function localeOf(
  { customers, firm }: Pick<ShowOfferDeps, 'customers' | 'firm'>,
  { campaign }: Offer,
): Promise<Locale> {
  const customer = campaign && (await customers.byId(campaign.customerId));
  return localeFor(customer?.locale, 'und', firm.settings.country === 'CN' ? 'zh-Hans' : 'en');
}

/** What the campaign's rule asks about its customers. */
async function fieldsAsked(
  { campaigns }: Pick<ShowOfferDeps, 'campaigns'>,
  { campaignId, definition }: CampaignSubject,
): Promise<readonly string[]> {
  const kept = await campaigns.definition(campaignId, definition);
  return kept ? fieldsIn(kept.definition.segment) : [];
}

function shownStatus(offer: Offer, now: string): OfferView['status'] {
  if (offer.contractCancelledAt !== undefined && offer.status !== 'accepted') return 'cancel-contract';
  switch (offer.status) {
    case 'awaiting-approval':
    case 'approved':
    case 'withdrawn':
      return 'expired';
    case 'open':
    case 'accepted':
    case 'declined':
    case 'call-me':
    case 'cancel-contract':
    case 'expired':
      return isExpired(offer, now) ? 'expired' : offer.status;
  }
}

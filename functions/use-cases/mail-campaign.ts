import { riskWords } from '../domain/campaign/words.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { localeFor } from '../domain/language.ts';
import { plusDays } from '../domain/instant.ts';
import { composeMail } from '../domain/mail/compose.ts';
import { campaign as campaignLetter } from '../domain/mail/templates/campaign.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Clock, Digests, Ids, Links, PostOffice } from '../ports/world.ts';

export interface CampaignMailDeps {
  readonly campaigns: Pick<Campaigns, 'reserve' | 'confirm'>;
  readonly digests: Pick<Digests, 'seals'>;
  readonly links: Pick<Links, 'token'>;
  readonly postOffice: PostOffice;
  readonly ids: Pick<Ids, 'next'>;
  readonly clock: Clock;
  readonly firm: {
    readonly settings: Pick<RuntimeSettings, 'firmName' | 'timeZone' | 'intakeAddress'>;
    readonly publicUrl: string;
    readonly mailFrom: string;
  };
}

/** Part of the link's MAC; the link itself never stops working. */
const LINK_DAYS = 730;

/**
 * Reserves, sends and confirms one campaign mail. A crash after the reservation resolves towards "not twice": unlike a
 * mail on a case, marketing that is lost harms nobody.
 * @throws when the mail service failed; the reservation stays, since the mail may have gone out
 */
export async function mailCampaign(
  deps: CampaignMailDeps,
  {
    campaignId,
    step,
    customer,
  }: { readonly campaignId: string; readonly step: string; readonly customer: Customer },
): Promise<'sent' | 'unconfirmed'> {
  const { settings, publicUrl, mailFrom } = deps.firm;
  const [address = ''] = customer.emails;
  const at = deps.clock.now();
  const expiresAt = plusDays(at, LINK_DAYS);
  const ulid = deps.ids.next('');
  const seals = await deps.digests.seals('address', address);
  const earlier = await deps.campaigns.reserve(
    { campaignId, step, customerId: customer.id, status: 'reserved', reservedAt: at },
    { ulid, campaignId, customerId: customer.id, seals: [...seals], expiresAt },
  );
  if (earlier) return earlier.status === 'sent' ? 'sent' : 'unconfirmed';

  const locale = localeFor(customer.locale, 'und', 'en');
  const words = riskWords[locale];
  const token = await deps.links.token('unsubscribe', ulid, expiresAt);
  const letter = campaignLetter({
    locale,
    firmName: settings.firmName,
    timeZone: settings.timeZone,
    customerName: customer.name ?? '',
    signedBy: settings.firmName,
    ...words,
    imprint: '',
    // People get the page; mail programs use the header below and POST without asking.
    unsubscribeUrl: `${publicUrl}/unsubscribe/#${token}`,
  });
  const raw = await composeMail({
    from: { name: settings.firmName, address: mailFrom },
    to: { name: customer.name ?? '', address },
    ...letter,
    locale,
    stableId: `<${campaignId}.${step}.${ulid}@${settings.intakeAddress.slice(settings.intakeAddress.indexOf('@') + 1)}>`,
    automatic: 'generated',
    purpose: 'campaign',
    unsubscribeUrl: `${publicUrl}/api/unsubscribe/${token}`,
    at,
  });
  const answer = await deps.postOffice.send({ to: address, raw });
  // What was refused stays reserved: nobody tries it again, and it counts as not confirmed.
  if (answer.kind === 'refused') return 'unconfirmed';
  await deps.campaigns.confirm(
    { campaignId, step, customerId: customer.id },
    answer.messageId,
    deps.clock.now(),
  );
  return 'sent';
}

import type { UnsubscribeLink } from '../domain/campaign/campaign.ts';
import type { Campaigns, Suppressions } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock, Digests, Links } from '../ports/world.ts';

export interface UnsubscribeDeps {
  readonly campaigns: Pick<Campaigns, 'unsubscribeLink'>;
  readonly suppressions: Suppressions;
  readonly customers: Pick<Customers, 'byId'>;
  readonly digests: Pick<Digests, 'seals'>;
  readonly links: Pick<Links, 'idIn' | 'isGenuine'>;
  readonly clock: Clock;
}

/** `address` is masked, and empty when the customer has been erased since. */
export interface Subscription {
  readonly status: 'subscribed' | 'unsubscribed';
  readonly address: string;
}

/** What the page shows; looking changes nothing, since link scanners look too. Undefined for a link that is not ours. */
export async function showSubscription(
  deps: UnsubscribeDeps,
  token: string,
): Promise<Subscription | undefined> {
  const link = await genuineLink(deps, token);
  if (!link) return undefined;
  const isOff = await deps.suppressions.holds(link.seals);
  return { status: isOff ? 'unsubscribed' : 'subscribed', address: await maskedAddress(deps, link) };
}

/** Puts the address on the suppression list, once or again. A link that expired still works. */
export async function unsubscribe(deps: UnsubscribeDeps, token: string): Promise<Subscription | undefined> {
  const link = await genuineLink(deps, token);
  if (!link) return undefined;
  await deps.suppressions.add(link.seals, { at: deps.clock.now(), campaignId: link.campaignId });
  return { status: 'unsubscribed', address: await maskedAddress(deps, link) };
}

async function genuineLink(
  { campaigns, links }: UnsubscribeDeps,
  token: string,
): Promise<UnsubscribeLink | undefined> {
  const ulid = links.idIn(token);
  if (ulid === undefined) return undefined;
  const link = await campaigns.unsubscribeLink(ulid);
  return link && (await links.isGenuine(token, 'unsubscribe', ulid, link.expiresAt)) ? link : undefined;
}

/** Enough to know one's own address by, too little to learn a stranger's: `a…@example.org`. */
async function maskedAddress(
  { customers, digests }: UnsubscribeDeps,
  link: UnsubscribeLink,
): Promise<string> {
  const customer = await customers.byId(link.customerId);
  for (const address of customer?.emails ?? []) {
    const seals = await digests.seals('address', address);
    if (seals.some((seal) => link.seals.includes(seal)))
      return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`;
  }
  return '';
}

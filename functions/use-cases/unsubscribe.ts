import { UNSUBSCRIBE_EXPIRES, type Contact } from '../domain/contact/contact.ts';
import type { Contacts } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock, Digests, Links } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';

export interface UnsubscribeDeps {
  readonly contacts: Pick<Contacts, 'byId' | 'stop'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly digests: Pick<Digests, 'seal'>;
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
  const contactId = await genuineContact(deps, token);
  if (contactId === undefined) return undefined;
  const contact = await deps.contacts.byId(contactId);
  return {
    status: contact?.stoppedAt === undefined ? 'subscribed' : 'unsubscribed',
    address: await maskedAddress(deps, contactId, contact),
  };
}

/**
 * Writes the wish down, once or again. When this has answered, no mail goes out whose reservation was not written
 * before: a reservation is conditional on the very row that changes here.
 */
export async function unsubscribe(deps: UnsubscribeDeps, token: string): Promise<Subscription | undefined> {
  const contactId = await genuineContact(deps, token);
  if (contactId === undefined) return undefined;
  await deps.contacts.stop(contactId, deps.clock.now());
  const contact = await deps.contacts.byId(contactId);
  return { status: 'unsubscribed', address: await maskedAddress(deps, contactId, contact) };
}

/** The contact that an unsubscribe token of ours names. */
export async function genuineContact(
  { links }: Pick<UnsubscribeDeps, 'links'>,
  token: string,
): Promise<string | undefined> {
  const id = links.idIn(token);
  return id !== undefined && (await links.isGenuine(token, 'unsubscribe', id, UNSUBSCRIBE_EXPIRES))
    ? id
    : undefined;
}

/** Enough to know one's own address by, too little to learn a stranger's: `a…@example.org`. */
async function maskedAddress(
  { customers, digests }: UnsubscribeDeps,
  contactId: string,
  contact: Contact | undefined,
): Promise<string> {
  const customer = contact?.customerId === undefined ? undefined : await customers.byId(contact.customerId);
  for (const address of customer?.emails ?? []) {
    if ((await contactIdOf(digests, address)) === contactId)
      return `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`;
  }
  return '';
}

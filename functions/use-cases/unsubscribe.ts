import { UNSUBSCRIBE_EXPIRES, type Contact } from '../domain/contact/contact.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock, Digests, Links } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';

export interface UnsubscribeDeps {
  readonly contacts: Pick<Contacts, 'byId' | 'stop' | 'noteSilence'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly digests: Pick<Digests, 'seal'>;
  readonly links: Pick<Links, 'idIn' | 'isGenuine'>;
  readonly clock: Clock;
  /** Told what was not written beside the wish, which stands all the same. */
  readonly leftOut: (error: unknown) => void;
}

/** `address` is masked, and empty when the customer has been erased since. */
interface Subscription {
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
    address: masked(await addressOf(deps, contactId, contact)),
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
  const address = await addressOf(deps, contactId, await deps.contacts.byId(contactId));
  // The wish stands. A mark that is lost costs a mail that is refused as it is reserved, and the customer no error.
  if (address !== undefined) await deps.contacts.noteSilence(address).catch(deps.leftOut);
  return { status: 'unsubscribed', address: masked(address) };
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
const masked = (address: string | undefined): string =>
  address === undefined ? '' : `${address.slice(0, 1)}…${address.slice(address.lastIndexOf('@'))}`;

/** The address of the record, as long as we hold it. */
async function addressOf(
  { customers, digests }: UnsubscribeDeps,
  contactId: string,
  contact: Contact | undefined,
): Promise<string | undefined> {
  const customer = contact?.customerId === undefined ? undefined : await customers.byId(contact.customerId);
  for (const address of customer?.emails ?? []) {
    if ((await contactIdOf(digests, address)) === contactId) return address.toLowerCase();
  }
  return undefined;
}

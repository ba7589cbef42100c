import type { Contact, ContactEntry, UnseenContact } from '../domain/contact/contact.ts';
import { capSince, rule, ruleOfService, type ContactRules, type Ruling } from '../domain/contact/govern.ts';
import { isWithTheirAddress } from '../domain/customer/base-place.ts';
import { knownAddresses, type Customer } from '../domain/customer/customer.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock, Digests } from '../ports/world.ts';
import {
  complaintsOf,
  complaintsOfNeighbours,
  NO_COMPLAINTS,
  notableAround,
  type KnownComplaints,
} from './known-complaints.ts';
import { inLanes } from './in-lanes.ts';

/**
 * The one place that decides, at send time, about every mail that is not part of handling a case. Whoever sends such a
 * mail asks `ruling` and reserves it with the contact record that the ruling rests on.
 */
export interface GovernorDeps {
  readonly contacts: Pick<Contacts, 'byId' | 'byIds' | 'under' | 'notable'>;
  readonly cases: Pick<Cases, 'read'>;
  readonly digests: Pick<Digests, 'seal'>;
  readonly clock: Clock;
  readonly firm: { readonly settings: ContactSettings };
}

type ContactSettings = Pick<
  RuntimeSettings,
  'timeZone' | 'contactsPerWeek' | 'coolDownDays' | 'quietFrom' | 'quietUntil'
>;

/** What the store says of one customer's address and complaints. */
export interface Standing {
  /** Keyed hash of the address we would write to. */
  readonly contactId: string;
  readonly contact: Contact | undefined;
  /** False where nobody has read the contact record: then the store rules on it as the mail is reserved. */
  readonly isSeen: boolean;
  /** Mail to that address came back for good. */
  readonly hasBounced: boolean;
  readonly complaints: KnownComplaints;
}

/** Customers looked up at once. */
const LANES = 16;

/** The id of an address's contact record, from which nobody can tell the address. */
export const contactIdOf = (digests: Pick<Digests, 'seal'>, address: string): Promise<string> =>
  digests.seal('address', address.toLowerCase());

/** Looks many customers up together: half a read unit for the contact record, and half for what lies under each address. */
export async function lookUpStandings(
  deps: GovernorDeps,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, Standing>> {
  const ids = await Promise.all(customers.map((customer) => mailedContact(deps, customer)));
  const contacts = await deps.contacts.byIds(ids);
  const at = deps.clock.now();
  const standings = new Map<string, Standing>();
  await inLanes(LANES, customers, async (customer, place) => {
    const contactId = ids[place] ?? '';
    const addresses = knownAddresses(customer);
    const under = await Promise.all(addresses.map((address) => deps.contacts.under(address)));
    const mailed = under[addresses.indexOf(customer.emails[0] ?? '')];
    standings.set(customer.id, {
      contactId,
      contact: contacts.get(contactId),
      isSeen: true,
      hasBounced: mailed?.stoppedAt !== undefined,
      complaints: await complaintsOf(deps.cases, under, at),
    });
  });
  return standings;
}

/**
 * The same of neighbours in the base for next to nothing each: what is out of the ordinary of their addresses lies in the
 * same order and is read in one go, and nobody reads the contact record of who has no mark. A further address of somebody
 * lies elsewhere and is looked up by itself, and so is who has changed their address: its marks lie elsewhere.
 */
export async function standingsOfNeighbours(
  deps: GovernorDeps,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, Standing>> {
  const notable = await notableAround(deps, customers);
  const of = ({ emails: [address = ''] }: Customer) => notable.get(address.toLowerCase());
  const marked = customers.filter(
    (customer) => of(customer)?.isMarked === true || !isWithTheirAddress(customer),
  );
  const standings = new Map(await lookUpStandings(deps, marked));
  const unmarked = customers.filter(({ id }) => !standings.has(id));
  const complaints = await complaintsOfNeighbours(deps, unmarked, notable);
  for (const customer of unmarked) {
    standings.set(customer.id, {
      contactId: await mailedContact(deps, customer),
      contact: undefined,
      isSeen: false,
      hasBounced: false,
      complaints: complaints.get(customer.id) ?? NO_COMPLAINTS,
    });
  }
  return standings;
}

/** The same standing with the contact record read; a change of a moment ago may not be seen, and then shows as it is written. */
export async function see(
  { contacts }: Pick<GovernorDeps, 'contacts'>,
  standing: Standing,
): Promise<Standing> {
  if (standing.isSeen) return standing;
  const found = await contacts.byIds([standing.contactId]);
  return { ...standing, contact: found.get(standing.contactId), isSeen: true };
}

/** What the store is told to allow the mail by, of an address whose record nobody has read. */
export const unseenContact = (
  { firm }: Pick<GovernorDeps, 'firm'>,
  id: string,
  entry: ContactEntry,
): UnseenContact => ({
  ...{ id, entry, atMost: firm.settings.contactsPerWeek, since: capSince(entry.at) },
});

const mailedContact = (
  { digests }: Pick<GovernorDeps, 'digests'>,
  { emails: [address = ''] }: Customer,
): Promise<string> => contactIdOf(digests, address);

interface Asked {
  readonly customer: Customer;
  readonly standing: Standing;
  readonly mailsBefore: number;
  readonly isHeldOut: boolean;
  readonly perCampaign: number;
  readonly sendAt?: string | undefined;
}

/** Whether this customer is written to now, later, or not. */
export function ruling({ clock, firm }: Pick<GovernorDeps, 'clock' | 'firm'>, asked: Asked): Ruling {
  const { settings } = firm;
  const rules: ContactRules = {
    perWeek: settings.contactsPerWeek,
    perCampaign: asked.perCampaign,
    coolDownDays: settings.coolDownDays,
    quiet: { from: settings.quietFrom, until: settings.quietUntil },
    sendAt: asked.sendAt,
  };
  return rule(
    {
      at: clock.now(),
      customer: asked.customer,
      firmZone: settings.timeZone,
      contact: asked.standing.contact,
      hasBounced: asked.standing.hasBounced,
      complaints: asked.standing.complaints,
      mailsBefore: asked.mailsBefore,
      isHeldOut: asked.isHeldOut,
    },
    rules,
  );
}

/**
 * Whether this customer is told now of something they have, by a mail that sells nothing.
 * @param isAwaited they asked for it just now, and so are awake
 */
export function serviceRuling(
  { clock, firm }: Pick<GovernorDeps, 'clock' | 'firm'>,
  customer: Customer,
  { contact, hasBounced }: Standing,
  isAwaited: boolean,
): Ruling {
  const { timeZone, quietFrom, quietUntil } = firm.settings;
  return ruleOfService(
    { at: clock.now(), customer, firmZone: timeZone, contact, hasBounced },
    isAwaited ? undefined : { from: quietFrom, until: quietUntil },
  );
}

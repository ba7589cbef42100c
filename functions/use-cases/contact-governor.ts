import { isAnswerToOffer } from '../domain/case/answer-to-offer.ts';
import { isOpen } from '../domain/case/case.ts';
import type { Contact } from '../domain/contact/contact.ts';
import {
  rule,
  ruleOfService,
  type Complaints,
  type ContactRules,
  type Ruling,
} from '../domain/contact/govern.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Contacts, Correspondence } from '../ports/campaigns.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock, Digests } from '../ports/world.ts';
import { inLanes } from './in-lanes.ts';

/**
 * The one place that decides, at send time, about every mail that is not part of handling a case. Whoever sends such a
 * mail asks `ruling` and reserves it with the contact record that the ruling rests on.
 */
export interface GovernorDeps {
  readonly contacts: Pick<Contacts, 'byId' | 'byIds' | 'under'>;
  readonly cases: Pick<Cases, 'read'>;
  readonly digests: Pick<Digests, 'seal'>;
  readonly clock: Clock;
  readonly firm: { readonly settings: ContactSettings };
}

export type ContactSettings = Pick<
  RuntimeSettings,
  'timeZone' | 'contactsPerWeek' | 'coolDownDays' | 'quietFrom' | 'quietUntil'
>;

/** What the store says of one customer's address and complaints. */
export interface Standing {
  /** Keyed hash of the address we would write to. */
  readonly contactId: string;
  readonly contact: Contact | undefined;
  /** Mail to that address came back for good. */
  readonly hasBounced: boolean;
  readonly complaints: Complaints & { readonly in90Days: number };
}

const COMPLAINT_WINDOW_DAYS = 90;
/** Cases of one customer looked at for an open complaint, latest first. */
const CASES_LOOKED_AT = 20;
/** Customers looked up at once. */
const LANES = 16;

export const contactIdOf = (digests: Pick<Digests, 'seal'>, address: string): Promise<string> =>
  digests.seal('address', address.toLowerCase());

/** Looks many customers up together: half a read unit for the address, and half for its complaints. */
export async function lookUpStandings(
  deps: GovernorDeps,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, Standing>> {
  const ids = await Promise.all(
    customers.map(({ emails: [address = ''] }) => contactIdOf(deps.digests, address)),
  );
  const contacts = await deps.contacts.byIds(ids);
  const at = deps.clock.now();
  const standings = new Map<string, Standing>();
  await inLanes(LANES, customers, async (customer, place) => {
    const contactId = ids[place] ?? '';
    const under = await Promise.all(customer.emails.map((address) => deps.contacts.under(address)));
    standings.set(customer.id, {
      contactId,
      contact: contacts.get(contactId),
      hasBounced: under[0]?.stoppedAt !== undefined,
      complaints: await complaintsOf(deps.cases, under, at),
    });
  });
  return standings;
}

export interface Asked {
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

/** Whether this customer is told now of something they have, by a mail that sells nothing. */
export function serviceRuling(
  { clock, firm }: Pick<GovernorDeps, 'clock' | 'firm'>,
  customer: Customer,
  { contact, hasBounced }: Standing,
): Ruling {
  const { timeZone, quietFrom, quietUntil } = firm.settings;
  return ruleOfService(
    { at: clock.now(), customer, firmZone: timeZone, contact, hasBounced },
    { quiet: { from: quietFrom, until: quietUntil } },
  );
}

async function complaintsOf(
  cases: GovernorDeps['cases'],
  under: readonly Correspondence[],
  at: Instant,
): Promise<Standing['complaints']> {
  const opened = under.flatMap((one) => one.cases);
  if (opened.length === 0) return { open: false, in90Days: 0 };
  const latest = [...opened].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1)).slice(0, CASES_LOOKED_AT);
  const files = await Promise.all(latest.map(({ caseId }) => cases.read(caseId)));
  const kept = files.flatMap((one) => (one && one.kind !== 'spam' ? [one] : []));
  const complaints = kept.filter((one) => !isAnswerToOffer(one));
  const ended = complaints.flatMap(({ status, resolvedAt, receivedAt }) =>
    isOpen(status) ? [] : [resolvedAt ?? receivedAt],
  );
  const recentFrom = plusDays(at, -COMPLAINT_WINDOW_DAYS);
  return {
    // Who waits to be called about an offer is sold nothing meanwhile, and has complained of nothing.
    open: kept.some(({ status }) => isOpen(status)),
    lastEndedAt: ended.sort().at(-1),
    in90Days: complaints.filter(({ receivedAt }) => receivedAt >= recentFrom).length,
  };
}

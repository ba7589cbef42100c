import { isAnswerToOffer } from '../domain/case/answer-to-offer.ts';
import { isOpen } from '../domain/case/case.ts';
import type { Complaints } from '../domain/contact/govern.ts';
import { basePlaceOf, isWithTheirAddress } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Contacts, Correspondence, Notable } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';
import { inLanes } from './in-lanes.ts';

/** What is known of one customer's complaints at a moment. */
export type KnownComplaints = Complaints & { readonly in90Days: number };

export const NO_COMPLAINTS: KnownComplaints = { open: false, in90Days: 0 };

const COMPLAINT_WINDOW_DAYS = 90;
/** Cases of one customer looked at for an open complaint, latest first. */
const CASES_LOOKED_AT = 20;
/** Customers looked up at once. */
const LANES = 16;

/** What is out of the ordinary of the addresses of neighbours in the base, in one go. */
export async function notableAround(
  { contacts }: { readonly contacts: Pick<Contacts, 'notable'> },
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, Notable>> {
  const places = customers.map(basePlaceOf).sort();
  const [from, through] = [places[0], places.at(-1)];
  return from === undefined || through === undefined ? new Map() : contacts.notable({ from, through });
}

/**
 * The complaints of neighbours in the base, from what is notable of their addresses: a further address of somebody, or one
 * that they have changed to, lies elsewhere and is looked up by itself.
 */
export async function complaintsOfNeighbours(
  deps: {
    readonly contacts: Pick<Contacts, 'under'>;
    readonly cases: Pick<Cases, 'read'>;
    readonly clock: Clock;
  },
  customers: readonly Customer[],
  notable: ReadonlyMap<string, Notable>,
): Promise<ReadonlyMap<string, KnownComplaints>> {
  const at = deps.clock.now();
  const known = new Map<string, KnownComplaints>();
  await inLanes(LANES, customers, async (customer) => {
    const [first = '', ...others] = customer.emails;
    const away = isWithTheirAddress(customer) ? others : customer.emails;
    const elsewhere = await Promise.all(away.map((address) => deps.contacts.under(address)));
    const here = away === others ? (notable.get(first.toLowerCase()) ?? { cases: [] }) : { cases: [] };
    known.set(customer.id, await complaintsOf(deps.cases, [here, ...elsewhere], at));
  });
  return known;
}

/** What the cases under some addresses, those of one customer, say of their complaints. */
export async function complaintsOf(
  cases: Pick<Cases, 'read'>,
  under: readonly Pick<Correspondence, 'cases'>[],
  at: Instant,
): Promise<KnownComplaints> {
  const opened = under.flatMap((one) => one.cases);
  if (opened.length === 0) return NO_COMPLAINTS;
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

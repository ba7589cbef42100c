import { isAnswerToOffer } from '../domain/case/answer-to-offer.ts';
import { isOpen, type Case } from '../domain/case/case.ts';
import type { Complaints } from '../domain/contact/govern.ts';
import { basePlaceOf, isWithTheirAddress } from '../domain/customer/base-place.ts';
import { knownAddresses, type Customer } from '../domain/customer/customer.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Contacts, Correspondence, Notable } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Clock } from '../ports/world.ts';
import { inLanes } from './in-lanes.ts';

/** What is known of one customer's complaints at a moment. */
export type KnownComplaints = Complaints & { readonly in90Days: number };

export const NO_COMPLAINTS: KnownComplaints = { open: false, in90Days: 0 };

const COMPLAINT_WINDOW_DAYS = 90;
/** Cases of one customer read at once; next to nobody has more. */
const READ_AT_ONCE = 20;
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
 * The complaints of neighbours in the base, from what is notable of their addresses: a further address of somebody, one that
 * staff linked, or one that they have changed to, lies elsewhere and is looked up by itself.
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
    const [first = ''] = customer.emails;
    const isHere = isWithTheirAddress(customer);
    const away = knownAddresses(customer).filter((address) => !isHere || address !== first);
    const elsewhere = await Promise.all(away.map((address) => deps.contacts.under(address)));
    const here = isHere ? (notable.get(first.toLowerCase()) ?? { cases: [] }) : { cases: [] };
    known.set(customer.id, await complaintsOf(deps.cases, [here, ...elsewhere], at));
  });
  return known;
}

/**
 * What the cases under some addresses, those of one customer, say of their complaints. However many there are, an open one is
 * found: they are read latest first, a few at once, and no further than what is asked is known for certain.
 */
export async function complaintsOf(
  cases: Pick<Cases, 'read'>,
  under: readonly Pick<Correspondence, 'cases'>[],
  at: Instant,
): Promise<KnownComplaints> {
  // A case that two of their addresses write on stands under both.
  const opened = new Map(under.flatMap((one) => one.cases).map((one) => [one.caseId, one]));
  const latestFirst = [...opened.values()].sort((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
  const recentFrom = plusDays(at, -COMPLAINT_WINDOW_DAYS);
  let known = NO_COMPLAINTS;
  for (let place = 0; place < latestFirst.length; place += READ_AT_ONCE) {
    const some = latestFirst.slice(place, place + READ_AT_ONCE);
    const found = await Promise.all(some.map(({ caseId }) => cases.read(caseId)));
    known = withMore(
      known,
      found.flatMap((one) => one ?? []),
      recentFrom,
    );
    const isCounted = (latestFirst[place + READ_AT_ONCE]?.receivedAt ?? '') < recentFrom;
    // When one is open, it does not matter when others came to their end.
    if (known.open && isCounted) break;
  }
  return known;
}

function withMore(known: KnownComplaints, cases: readonly Case[], recentFrom: Instant): KnownComplaints {
  const kept = cases.filter(({ kind }) => kind !== 'spam');
  const complaints = kept.filter((one) => !isAnswerToOffer(one));
  const ended = complaints.flatMap(({ status, resolvedAt, receivedAt }) =>
    isOpen(status) ? [] : [resolvedAt ?? receivedAt],
  );
  const before = known.lastEndedAt === undefined ? [] : [known.lastEndedAt];
  return {
    // Who waits to be called about an offer is sold nothing meanwhile, and has complained of nothing.
    open: known.open || kept.some(({ status }) => isOpen(status)),
    lastEndedAt: [...before, ...ended].sort().at(-1),
    in90Days: known.in90Days + complaints.filter(({ receivedAt }) => receivedAt >= recentFrom).length,
  };
}

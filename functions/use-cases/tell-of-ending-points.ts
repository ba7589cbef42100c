import { UNSUBSCRIBE_EXPIRES, withReservation } from '../domain/contact/contact.ts';
import { placeOf } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import { localeFor } from '../domain/language.ts';
import { composeMail } from '../domain/mail/compose.ts';
import { pointsEnding } from '../domain/mail/templates/points-ending.ts';
import { endingAt, endsWithin, hasToBeTold, type PointsNotice } from '../domain/points/notice.ts';
import { statementOf } from '../domain/points/statement.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Customers } from '../ports/customers.ts';
import type { PointsNotices } from '../ports/points-notices.ts';
import type { Points, PointsAccount } from '../ports/points.ts';
import type { Links, Pace, PostOffice } from '../ports/world.ts';
import { lookUpStandings, serviceRuling, type GovernorDeps, type Standing } from './contact-governor.ts';
import { pointsAt } from './customer-points.ts';
import { inLanes } from './in-lanes.ts';
import { domainOf } from './mail-writer.ts';

export interface TellOfPointsDeps extends GovernorDeps {
  readonly notices: PointsNotices;
  readonly points: Points;
  readonly customers: Pick<Customers, 'byIds'>;
  readonly links: Pick<Links, 'token'>;
  readonly postOffice: PostOffice;
  readonly pace: Pace;
  readonly firm: {
    readonly settings: GovernorDeps['firm']['settings'] &
      Pick<RuntimeSettings, 'firmName' | 'intakeAddress' | 'currency' | 'pointsNoticeDays'>;
    readonly publicUrl: string;
    readonly mailFrom: string;
  };
}

/** What became of those whose points end soon; nobody is named. */
export interface ToldOfPoints {
  readonly looked: number;
  readonly told: number;
  readonly refused: number;
  /** Asleep, or of a moment that did not suit: the next look finds them again. */
  readonly later: number;
  /** They earned points of that month, and hold none any more. */
  readonly spent: number;
  /** Time was up: the next run tells the rest, for who was told costs it only a look. */
  readonly cut: boolean;
}
type Sums = { -readonly [Name in Exclude<keyof ToldOfPoints, 'cut'>]: number };

const PAGE_SIZE = 100;
/** Customers in hand at once: the way to store and mail service is longer than the distance between two mails. */
const LANES = 8;
/** The function lives fourteen minutes. */
const WORKING_SECONDS = 780;
/** Somebody else writing to the same address at the same moment. */
const ATTEMPTS = 4;

/**
 * Tells customers whose points end within `pointsNoticeDays`, once for each month of ending, with their statement. Each run
 * looks at everybody anew, so who slept, or earned meanwhile, is told by a later one, and nothing has to remember how far a
 * run came.
 * @throws when the mail service takes nothing; the notices in hand are sent on the next day
 */
export async function tellOfEndingPoints(deps: TellOfPointsDeps): Promise<ToldOfPoints> {
  const begunAt = deps.clock.now();
  const sums: Sums = { looked: 0, told: 0, refused: 0, later: 0, spent: 0 };
  for (const endsAt of endsWithin(begunAt, deps.firm.settings.pointsNoticeDays)) {
    for (let part = 0; part < deps.notices.parts; part += 1) {
      let next: string | undefined;
      do {
        if (deps.clock.now() >= plusSeconds(begunAt, WORKING_SECONDS)) return { ...sums, cut: true };
        const page = await deps.notices.ending(endsAt, part, PAGE_SIZE, next);
        await tellPage(deps, endsAt, page.customerKeys, sums);
        next = page.next;
      } while (next !== undefined);
    }
  }
  return { ...sums, cut: false };
}

async function tellPage(
  deps: TellOfPointsDeps,
  endsAt: Instant,
  customerKeys: readonly string[],
  sums: Sums,
): Promise<void> {
  const now = deps.clock.now();
  const told = await deps.notices.told(endsAt, customerKeys);
  const untold = customerKeys.filter((key) => hasToBeTold(told.get(key), now));
  // A stranger who was given points has no record, and no address that is theirs for certain.
  const customers = [...(await deps.customers.byIds(untold)).values()];
  const standings = await lookUpStandings(deps, customers);
  await inLanes(LANES, customers, async (customer) => {
    const standing = standings.get(customer.id);
    if (!standing) return;
    sums.looked += 1;
    sums[await tell(deps, { customer, standing, endsAt, before: told.get(customer.id) })] += 1;
  });
}

interface Holder {
  readonly customer: Customer;
  readonly standing: Standing;
  readonly endsAt: Instant;
  readonly before: PointsNotice | undefined;
}

/**
 * The governor first: of who sleeps or wants to hear nothing no account is opened. The account that is told of is read when
 * it is the mail's turn, for it may have been spent from while the mail waited.
 */
async function tell(deps: TellOfPointsDeps, holder: Holder): Promise<Exclude<keyof Sums, 'looked'>> {
  const { customer, endsAt, before } = holder;
  let { standing } = holder;
  const held = heldBack(deps, customer, standing);
  if (held) return held;
  if ((await endingNow(deps, customer, endsAt)).points === 0) return 'spent';
  await deps.pace.turn();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const at = deps.clock.now();
    const heldNow = heldBack(deps, customer, standing);
    if (heldNow) return heldNow;
    const { account, points } = await endingNow(deps, customer, endsAt);
    if (points === 0) return 'spent';
    const notice: PointsNotice = {
      ...{ customerKey: customer.id, endsAt, version: (before?.version ?? 0) + 1 },
      ...{ status: 'reserved', at, points },
    };
    const contact = withReservation(standing.contact, standing.contactId, {
      ...{ at, campaignId: 'points', step: stepOf(endsAt), customerId: customer.id },
    });
    const result = await deps.notices.reserve(notice, contact);
    if (result === 'notice-changed') return 'later';
    if (result === 'contact-changed') {
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId) };
      continue;
    }
    const answer = await send(deps, { customer, account, endsAt, points, contactId: standing.contactId, at });
    await deps.notices.confirm({
      ...notice,
      status: answer.kind,
      ...(answer.kind === 'sent' && { messageId: answer.messageId }),
    });
    return answer.kind === 'sent' ? 'told' : 'refused';
  }
  return 'later';
}

function heldBack(
  deps: TellOfPointsDeps,
  customer: Customer,
  standing: Standing,
): 'refused' | 'later' | undefined {
  const ruled = serviceRuling(deps, customer, standing);
  if (ruled.kind === 'write') return undefined;
  return ruled.kind === 'refuse' ? 'refused' : 'later';
}

async function endingNow(deps: TellOfPointsDeps, { id }: Customer, endsAt: Instant) {
  const account = await pointsAt(deps.points, id, deps.clock.now());
  return { account, points: endingAt(account.postings, endsAt) };
}

interface Telling extends Pick<Holder, 'customer' | 'endsAt'> {
  readonly account: PointsAccount;
  readonly points: number;
  readonly contactId: string;
  readonly at: Instant;
}

async function send(
  { firm, links, postOffice }: TellOfPointsDeps,
  { customer, account, endsAt, points, contactId, at }: Telling,
) {
  const { settings, publicUrl, mailFrom } = firm;
  const [address = ''] = customer.emails;
  const locale = localeFor(customer.locale, 'und', 'en');
  const token = await links.token('unsubscribe', contactId, UNSUBSCRIBE_EXPIRES);
  const letter = pointsEnding({
    ...{ locale, firmName: settings.firmName, customerName: customer.name ?? '' },
    ...{ endsAt, points, statement: statementOf(account, at, { locale, currency: settings.currency }) },
    unsubscribeUrl: `${publicUrl}/unsubscribe/#${token}`,
  });
  const stableId = `<points.${stepOf(endsAt)}.${placeOf(customer.id)}@${domainOf(settings.intakeAddress)}>`;
  return postOffice.send({
    to: address,
    raw: await composeMail({
      ...letter,
      from: { name: settings.firmName, address: mailFrom },
      to: { name: customer.name ?? '', address },
      ...{ locale, stableId, automatic: 'generated', purpose: 'points-ending', at },
      unsubscribeUrl: `${publicUrl}/api/unsubscribe/${token}`,
    }),
  });
}

const stepOf = (endsAt: Instant): string => `ending-${endsAt.slice(0, 7)}`;

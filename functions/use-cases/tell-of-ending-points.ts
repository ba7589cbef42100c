import { UNSUBSCRIBE_EXPIRES } from '../domain/contact/contact.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import { pointsEnding } from '../domain/mail/templates/points-ending.ts';
import { endingAt, endsWithin } from '../domain/points/notice.ts';
import { endingKey, hasToBeTold, type PointsMail } from '../domain/points/points-mail.ts';
import { statementOf } from '../domain/points/statement.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Customers } from '../ports/customers.ts';
import type { Points } from '../ports/points.ts';
import type { Pace } from '../ports/world.ts';
import { lookUpStandings, type Standing } from './contact-governor.ts';
import { pointsAt } from './customer-points.ts';
import { inLanes } from './in-lanes.ts';
import {
  heldBack,
  mailAboutPoints,
  type MailAboutPointsDeps,
  type PointsMailed,
} from './mail-about-points.ts';

interface TellOfPointsDeps extends MailAboutPointsDeps {
  readonly points: Points;
  readonly customers: Pick<Customers, 'byIds'>;
  readonly pace: Pace;
  readonly firm: MailAboutPointsDeps['firm'] & {
    readonly settings: Pick<RuntimeSettings, 'pointsNoticeDays'>;
  };
}

/** What became of those whose points end soon; nobody is named. */
interface ToldOfPoints {
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
    for (let part = 0; part < deps.pointsMails.parts; part += 1) {
      let next: string | undefined;
      do {
        if (deps.clock.now() >= plusSeconds(begunAt, WORKING_SECONDS)) return { ...sums, cut: true };
        const page = await deps.pointsMails.ending(endsAt, part, PAGE_SIZE, next);
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
  const told = await deps.pointsMails.named(endingKey(endsAt), customerKeys);
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
  readonly before: PointsMail | undefined;
}

/**
 * The governor first: of who sleeps or wants to hear nothing no account is opened. The account that is told of is read when
 * it is the mail's turn, for it may have been spent from while the mail waited.
 */
async function tell(
  deps: TellOfPointsDeps,
  { customer, standing, endsAt, before }: Holder,
): Promise<Exclude<keyof Sums, 'looked'>> {
  const held = heldBack(deps, customer, standing, false);
  if (held) return outcomeOf(held);
  if ((await endingNow(deps, customer, endsAt)).points === 0) return 'spent';
  await deps.pace.turn();
  const mailed = await mailAboutPoints(deps, {
    ...{ customer, standing, before, key: endingKey(endsAt), purpose: 'points-ending', isAwaited: false },
    about: async (at, contactId) => {
      const { account, points } = await endingNow(deps, customer, endsAt);
      if (points === 0) return undefined;
      const { settings, publicUrl } = deps.firm;
      const token = await deps.links.token('unsubscribe', contactId, UNSUBSCRIBE_EXPIRES);
      return {
        points,
        unsubscribeUrl: `${publicUrl}/api/unsubscribe/${token}`,
        letter: (locale, pageUrl) =>
          pointsEnding({
            ...{ locale, firmName: settings.firmName, customerName: customer.name ?? '', endsAt, points },
            ...{ pageUrl, unsubscribeUrl: `${publicUrl}/unsubscribe/#${token}` },
            statement: statementOf(account, at, { locale, currency: settings.currency }),
          }),
      };
    },
  });
  return outcomeOf(mailed);
}

function outcomeOf(mailed: PointsMailed): Exclude<keyof Sums, 'looked'> {
  switch (mailed.kind) {
    case 'sent':
      return 'told';
    case 'refused':
      return 'refused';
    case 'held':
      return mailed.reason === undefined ? 'later' : 'refused';
    case 'nothing':
      return 'spent';
    case 'raced':
      return 'later';
  }
}

async function endingNow(deps: TellOfPointsDeps, { id }: Customer, endsAt: Instant) {
  const account = await pointsAt(deps.points, id, deps.clock.now());
  return { account, points: endingAt(account.postings, endsAt) };
}

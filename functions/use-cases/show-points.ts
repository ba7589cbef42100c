import { localeFor, type Locale } from '../domain/language.ts';
import type { PointsMail } from '../domain/points/points-mail.ts';
import { isByTeam, rewardsIn, rewardTextIn, type Reward } from '../domain/points/reward.ts';
import { statementOf } from '../domain/points/statement.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Customers } from '../ports/customers.ts';
import type { PointsMails } from '../ports/points-mails.ts';
import type { Points } from '../ports/points.ts';
import type { Clock, Digests, Links } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';
import { pointsAt } from './customer-points.ts';
import type { Firm } from './firm.ts';

export interface ShowPointsDeps {
  readonly pointsMails: Pick<PointsMails, 'byLink'>;
  readonly points: Points;
  readonly customers: Pick<Customers, 'byId'>;
  readonly catalogues: Pick<Catalogues, 'current'>;
  readonly links: Pick<Links, 'idIn' | 'isGenuine'>;
  readonly digests: Pick<Digests, 'seal'>;
  readonly clock: Clock;
  readonly firm: Pick<Firm, 'settings'>;
}

/** Movements shown, latest first; a longer past is with the team. */
const MOVEMENTS = 50;

/** What customers see of their points. */
export interface ShownPoints {
  readonly locale: Locale;
  readonly balance: number;
  readonly worth: string;
  readonly lots: readonly { readonly expiresAt: string; readonly points: number }[];
  readonly movements: readonly ShownMovement[];
  /** Movements before those. */
  readonly older: number;
  readonly rewards: readonly ShownReward[];
  /** Names the account as it is shown here; spending sends it back, so that one look spends once on one thing. */
  readonly seen: number;
  /** Until when this link opens. */
  readonly linkEndsAt: string;
}

interface ShownMovement {
  readonly at: string;
  readonly points: number;
  readonly text: string;
  readonly voucher: string | null;
}

interface ShownReward {
  readonly id: string;
  readonly title: string;
  readonly whatYouGet: string;
  readonly conditions: readonly string[];
  readonly points: number;
  /** `take`: now, alone; `short`: not enough points; `by-team`: asked of the team. */
  readonly may: 'take' | 'short' | 'by-team';
}

/**
 * The mail whose genuine link this token is; undefined for any other, and once it no longer opens: after its days, and
 * where the address that it went to is not, or not any more, one of the customer's in the firm's books.
 */
export async function mailOfLink(
  deps: Pick<ShowPointsDeps, 'pointsMails' | 'customers' | 'links' | 'digests' | 'clock'>,
  token: string,
): Promise<PointsMail | undefined> {
  const { pointsMails, customers, links, digests, clock } = deps;
  const id = links.idIn(token);
  const mail = id === undefined ? undefined : await pointsMails.byLink(id);
  if (!mail || clock.now() >= mail.link.endsAt) return undefined;
  if (!(await links.isGenuine(token, 'points', mail.link.id, mail.link.endsAt))) return undefined;
  const { emails = [] } = (await customers.byId(mail.customerKey)) ?? {};
  const theirs = await Promise.all(emails.map((address) => contactIdOf(digests, address)));
  return theirs.includes(mail.link.to) ? mail : undefined;
}

/**
 * The points of the customer whom a mail was written to, as they are now.
 * @param asked the language asked for; else the customer's own
 * @returns undefined when the firm knows this customer no more
 */
export async function showPoints(
  deps: Omit<ShowPointsDeps, 'pointsMails' | 'links' | 'digests'>,
  { customerKey, link }: Pick<PointsMail, 'customerKey' | 'link'>,
  asked?: string,
): Promise<ShownPoints | undefined> {
  const customer = await deps.customers.byId(customerKey);
  if (!customer) return undefined;
  const { currency } = deps.firm.settings;
  const locale = localeFor(asked ?? customer.locale, 'und', 'en');
  const now = deps.clock.now();
  const account = await pointsAt(deps.points, customerKey, now);
  const { balance, worth, lots, postings } = statementOf(account, now, { locale, currency });
  return {
    ...{ locale, balance, worth, lots, seen: account.version, linkEndsAt: link.endsAt },
    movements: postings
      .slice(-MOVEMENTS)
      .toReversed()
      .map(({ at, points, text, reward }) => ({ at, points, text, voucher: reward?.voucher ?? null })),
    older: Math.max(0, postings.length - MOVEMENTS),
    rewards: rewardsIn(await deps.catalogues.current()).map((reward) => ({
      ...{ id: reward.id, points: reward.points, may: whatMay(reward, balance) },
      ...rewardTextIn(reward, locale, currency),
    })),
  };
}

function whatMay(reward: Reward, balance: number): ShownReward['may'] {
  if (isByTeam(reward)) return 'by-team';
  return reward.points <= balance ? 'take' : 'short';
}

import type { Refusal } from '../domain/contact/govern.ts';
import { pointsStatement } from '../domain/mail/templates/points-statement.ts';
import type { Posting } from '../domain/points/points.ts';
import { hasToBeTold } from '../domain/points/points-mail.ts';
import { statementOf } from '../domain/points/statement.ts';
import type { Customers } from '../ports/customers.ts';
import type { Points } from '../ports/points.ts';
import { lookUpStandings } from './contact-governor.ts';
import { pointsAt } from './customer-points.ts';
import { mailAboutPoints, type MailAboutPointsDeps } from './mail-about-points.ts';

export interface SendStatementDeps extends MailAboutPointsDeps {
  readonly points: Points;
  readonly customers: Pick<Customers, 'byId'>;
}

interface StatementWish {
  readonly customerId: string;
  /** What makes this wish the same when it comes again. */
  readonly key: string;
  /** What has just been spent; the mail then begins with it. */
  readonly spent?: Posting;
}

/**
 * - `sent`, now or before for the same wish.
 * - `unsure`: it was about to go out for the same wish, and nobody knows whether it did.
 * - `held`: the contact governor does not let it go out.
 * - `refused`: the mail service does not take it for this address.
 */
export type StatementSent =
  | { readonly kind: 'sent' | 'unsure' | 'refused' | 'no-customer' }
  | { readonly kind: 'held'; readonly reason: Refusal };

/**
 * Sends customers their statement of points, with the link to their page, to the address in the firm's books and nowhere
 * else; once for each wish. They asked, so it waits for no morning; who unsubscribed is not written to all the same.
 * @throws when the mail service takes nothing; the mail stays reserved
 */
export async function sendStatement(deps: SendStatementDeps, wish: StatementWish): Promise<StatementSent> {
  const { customerId, spent } = wish;
  const customer = await deps.customers.byId(customerId);
  if (!customer) return { kind: 'no-customer' };
  const key = `${spent ? 'spent' : 'asked'}-${wish.key}`;
  const before = (await deps.pointsMails.named(key, [customerId])).get(customerId);
  if (before && before.status !== 'reserved') return { kind: before.status };
  if (!hasToBeTold(before, deps.clock.now())) return { kind: 'unsure' };
  const standing = (await lookUpStandings(deps, [customer])).get(customerId);
  if (!standing) return { kind: 'no-customer' };
  const { settings } = deps.firm;
  const mailed = await mailAboutPoints(deps, {
    ...{ customer, standing, key, before, purpose: 'points-statement', isAwaited: true },
    about: async (at) => {
      const account = await pointsAt(deps.points, customerId, at);
      return {
        points: account.balance,
        letter: (locale, pageUrl) =>
          pointsStatement({
            ...{ locale, firmName: settings.firmName, customerName: customer.name ?? '', pageUrl },
            ...(spent && { spent }),
            statement: statementOf(account, at, { locale, currency: settings.currency }),
          }),
      };
    },
  });
  if (mailed.kind === 'held' && mailed.reason !== undefined) return { kind: 'held', reason: mailed.reason };
  return { kind: mailed.kind === 'sent' || mailed.kind === 'refused' ? mailed.kind : 'unsure' };
}

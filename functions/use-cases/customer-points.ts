import type { Order } from '../domain/customer/order.ts';
import type { Instant } from '../domain/instant.ts';
import { postingFor, type EarnTerms } from '../domain/points/earned.ts';
import { endedPostings } from '../domain/points/ended.ts';
import type { Posting } from '../domain/points/points.ts';
import type { Points, PointsAccount } from '../ports/points.ts';

/** Somebody else posted meanwhile: read again. */
const TRIES = 8;

/**
 * The account as it stands at this instant. Points that ended are taken away here, when somebody looks or spends:
 * nobody sees or spends them after their end, and no job has to find them.
 */
export function pointsAt(points: Points, customerKey: string, now: Instant): Promise<PointsAccount> {
  return settle(points, customerKey, ({ postings }) => endedPostings(customerKey, postings, now)[0]);
}

/** Posts what these orders of one customer earn as they now stand. Done again, it moves nothing. */
export async function earnFromOrders(
  points: Points,
  customerKey: string,
  orders: readonly Order[],
  terms: EarnTerms,
  now: Instant,
): Promise<void> {
  await settle(points, customerKey, ({ postings }) => {
    for (const order of orders) {
      const posting = postingFor(order, customerKey, postings, terms, now);
      if (posting) return posting;
    }
    return undefined;
  });
}

/**
 * Posts one posting after another, each worked out from the account as it then stands, until there is none to post.
 * @throws when others keep posting between our look and our posting
 */
async function settle(
  points: Points,
  customerKey: string,
  next: (account: PointsAccount) => Posting | undefined,
): Promise<PointsAccount> {
  let account = await points.account(customerKey);
  let lost = 0;
  for (;;) {
    const posting = next(account);
    if (!posting) return account;
    const posted = await points.post(posting, account.version);
    if (posted.kind === 'posted') {
      account = {
        balance: account.balance + posting.points,
        version: account.version + 1,
        postings: [...account.postings, posting],
      };
    } else {
      lost += 1;
      if (lost > TRIES) throw new Error(`the points of ${customerKey} changed at every try`);
      account = await points.account(customerKey);
    }
  }
}

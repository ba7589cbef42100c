import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { refusalWords } from '../../domain/contact/govern.ts';
import { customerIdIn } from '../../domain/ids.ts';
import { pointsEnd, type Posting } from '../../domain/points/points.ts';
import { statementOf } from '../../domain/points/statement.ts';
import type { Points, Posted } from '../../ports/points.ts';
import type { Clock } from '../../ports/world.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, staffLocale, type StaffContext } from '../../runtime/staff-member.ts';
import { pointsAt } from '../../use-cases/customer-points.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { sendStatement, type SendStatementDeps, type StatementSent } from '../../use-cases/send-statement.ts';
import { takeReward, type RewardAnswer, type TakeRewardDeps } from '../../use-cases/take-reward.ts';

export type LoyaltyRoutesDeps = TakeRewardDeps &
  SendStatementDeps & {
    readonly points: Points;
    readonly clock: Clock;
    readonly firm: Pick<Firm, 'settings'>;
  };

/**
 * A movement of points. `key` names what it is for, `order:1001` or `reward:mug-7`: the same key moves them once. Keys of
 * offers and of what ended are our own: a posting under one would stand in the way of what we have to post.
 */
export const PostingRequest = z
  .strictObject({
    key: z
      .string()
      .regex(
        /^(?!offer:|expiry:)[a-z]+:[\w.:-]{1,100}$/,
        'a kind and a name, such as order:1001; offer: and expiry: are posted by Amends alone',
      ),
    points: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .refine((points) => points !== 0, 'not 0'),
    house: z.enum(['purchases', 'promises', 'corrections', 'rewards']),
  })
  .refine(({ points, house }) => (house === 'rewards' ? points < 0 : house === 'corrections' || points > 0), {
    path: ['points'],
    error: 'rewards take points; purchases and promises give them',
  });

/** A reward that the team takes for a customer; `key` names the wish, and takes it once. */
export const RewardRequest = z.strictObject({
  rewardId: z.string().min(1).max(60),
  key: z.string().regex(/^reward:[\w.:-]{1,100}$/, 'reward: and a name, such as reward:call-17'),
});

/** A customer who asked for their statement; `key` names the wish, and sends it once. */
export const StatementRequest = z.strictObject({
  key: z.string().regex(/^[\w.:-]{1,80}$/, 'a name for this wish, such as call-17'),
});

/** Loyalty points of one customer: the statement, earning and spending. */
export function loyaltyRoutes(deps: LoyaltyRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.get('/loyalty/:id', only('handler', 'lead', 'marketer', 'auditor'), async (context) => {
    const locale = staffLocale(context);
    const now = deps.clock.now();
    const account = await pointsAt(deps.points, customerIdIn(context.req.param('id')), now);
    return context.json(statementOf(account, now, { locale, currency: deps.firm.settings.currency }));
  });

  routes.post('/loyalty/:id/postings', only('lead', 'marketer'), async (context) => {
    const body = await jsonBody(context, PostingRequest);
    if (!body.ok) return body.answer;
    const at = deps.clock.now();
    const posting = {
      ...body.value,
      customerKey: customerIdIn(context.req.param('id')),
      at,
      by: context.get('member').id,
      ...(body.value.points > 0 && { expiresAt: pointsEnd(at) }),
    };
    // What has ended is not there to be spent.
    if (posting.points < 0) await pointsAt(deps.points, posting.customerKey, at);
    return answerToPosting(context, posting, await deps.points.post(posting));
  });

  routes.post('/loyalty/:id/statement', only('handler', 'lead', 'marketer'), async (context) => {
    const body = await jsonBody(context, StatementRequest);
    if (!body.ok) return body.answer;
    const { key } = body.value;
    return answerToWish(
      context,
      await sendStatement(deps, { customerId: customerIdIn(context.req.param('id')), key }),
    );
  });

  routes.post('/loyalty/:id/rewards', only('lead', 'marketer'), async (context) => {
    const body = await jsonBody(context, RewardRequest);
    if (!body.ok) return body.answer;
    const customerKey = customerIdIn(context.req.param('id'));
    return answerToReward(
      context,
      await takeReward(deps, { ...body.value, customerKey, by: context.get('member').id }),
    );
  });
  return routes;
}

function answerToPosting(context: Context, posting: Posting, posted: Posted): Response {
  switch (posted.kind) {
    case 'posted':
      return context.json(posting);
    case 'repeated':
      if (posted.posting.points === posting.points && posted.posting.house === posting.house)
        return context.json(posted.posting);
      return problem(context, {
        status: 409,
        title: 'This key moved other points before',
        detail: 'A posting never changes; correct it by another under a key of its own.',
      });
    case 'short':
    case 'changed':
      return problem(context, { status: 409, title: 'There are not enough points' });
  }
}

function answerToWish(context: Context, sent: StatementSent): Response {
  switch (sent.kind) {
    case 'sent':
      return context.json({ status: 'sent' });
    case 'no-customer':
      return problem(context, { status: 404, title: 'There is no such customer' });
    case 'held':
      return problem(context, {
        status: 409,
        title: `Not sent: the customer ${refusalWords[sent.reason].en}`,
        detail: 'Read the statement to them, or answer them on a case.',
        also: { reason: sent.reason },
      });
    case 'refused':
      return problem(context, {
        status: 409,
        title: 'The mail service does not take mail to this address',
        detail: 'Ask the customer for another address.',
      });
    case 'unsure':
      return problem(context, {
        status: 409,
        title: 'It may have gone out for this wish already',
        detail: 'Ask whether it arrived. If not, send it under another key.',
      });
  }
}

function answerToReward(context: Context, answer: RewardAnswer): Response {
  switch (answer.kind) {
    case 'taken':
    case 'known':
      return context.json(answer.posting);
    case 'other':
      return problem(context, {
        status: 409,
        title: 'This key moved other points before',
        detail: 'Name another wish by another key.',
      });
    case 'short':
      return problem(context, {
        status: 409,
        title: 'There are not enough points',
        detail: `The reward takes ${answer.needed}, and the customer has ${answer.balance}.`,
      });
    case 'no-such-reward':
    case 'by-team':
      return problem(context, {
        status: 404,
        title: 'The catalogue in force has no such reward',
        detail: 'GET /api/staff/offers lists them under rewards.',
      });
  }
}

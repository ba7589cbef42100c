import { Hono } from 'hono';
import * as z from 'zod';
import { grantAnswerSchema } from '../../domain/offer/grant.ts';
import { typedVoucherCode } from '../../domain/offer/voucher.ts';
import { offerIdSchema } from '../../domain/ids.ts';
import type { Offers } from '../../ports/offers.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { recordGrantAnswer } from '../../use-cases/answer-grant.ts';
import type { CaseDesk } from '../../use-cases/case-file.ts';

export interface GrantRoutesDeps extends CaseDesk {
  readonly offers: CaseDesk['offers'] & Pick<Offers, 'voucher' | 'redeem'>;
}

/** What billing, or who carried it out, says; `reference` is their own, such as a credit note. */
export const GrantAnswerRequest = z.strictObject({
  result: grantAnswerSchema,
  reference: z.string().trim().min(1).max(120).optional(),
});

/** What a shop says when a voucher is used; `usedFor` is its own, such as an order. */
export const RedemptionRequest = z.strictObject({ usedFor: z.string().trim().min(1).max(120) });

const noVoucher = { status: 404, title: 'There is no such voucher' } as const;

/** What became of accepted offers, and the vouchers among them. */
export function grantRoutes(deps: GrantRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const acts = only('handler', 'lead', 'marketer');

  routes.post('/offers/:id/fulfilment', acts, async (context) => {
    const body = await jsonBody(context, GrantAnswerRequest);
    if (!body.ok) return body.answer;
    const offerId = offerIdSchema.safeParse(context.req.param('id'));
    const answered = offerId.success
      ? await recordGrantAnswer(deps, offerId.data, body.value, context.get('member'))
      : ({ kind: 'unknown-offer' } as const);
    switch (answered.kind) {
      case 'recorded':
      case 'repeated':
        return context.json({ offerId: context.req.param('id'), ...answered.grant, late: answered.late });
      case 'contradicts':
        return problem(context, {
          status: 409,
          title: 'Another answer is recorded',
          detail: 'The first one stands; yours is kept beside it. Look whether it was given twice.',
          also: { recorded: answered.grant.state, reference: answered.grant.reference ?? null },
        });
      case 'nothing-to-grant':
        return problem(context, { status: 409, title: 'This offer was not accepted' });
      case 'unknown-offer':
        return problem(context, { status: 404, title: 'There is no such offer' });
    }
  });

  routes.get('/offers/vouchers/:code', acts, async (context) => {
    const voucher = await deps.offers.voucher(typedVoucherCode(context.req.param('code')));
    return voucher ? context.json(voucher) : problem(context, noVoucher);
  });

  routes.post('/offers/vouchers/:code/redemption', acts, async (context) => {
    const body = await jsonBody(context, RedemptionRequest);
    if (!body.ok) return body.answer;
    const { usedFor } = body.value;
    const code = typedVoucherCode(context.req.param('code'));
    const voucher = await deps.offers.redeem(code, usedFor, deps.clock.now());
    if (!voucher) return problem(context, noVoucher);
    if (voucher.redeemedFor !== usedFor) {
      return problem(context, {
        status: 409,
        title: 'This voucher was used before',
        also: { redeemedAt: voucher.redeemedAt, redeemedFor: voucher.redeemedFor },
      });
    }
    return context.json(voucher);
  });
  return routes;
}

import { Hono } from 'hono';
import * as z from 'zod';
import { typedVoucherCode } from '../../domain/offer/voucher.ts';
import type { Offers } from '../../ports/offers.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import type { Clock } from '../../ports/world.ts';

export interface VoucherRoutesDeps {
  readonly offers: Pick<Offers, 'voucher' | 'redeem'>;
  readonly clock: Clock;
}

/** What a shop says when a voucher is used; `usedFor` is its own, such as an order. */
export const RedemptionRequest = z.strictObject({ usedFor: z.string().trim().min(1).max(120) });

const noVoucher = { status: 404, title: 'There is no such voucher' } as const;

/** Vouchers that customers got, looked up and used. */
export function voucherRoutes(deps: VoucherRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const acts = only('handler', 'lead', 'marketer');

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

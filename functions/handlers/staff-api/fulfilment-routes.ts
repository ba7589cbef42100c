import { Hono } from 'hono';
import * as z from 'zod';
import { offerIdSchema } from '../../domain/ids.ts';
import { grantAnswerSchema } from '../../domain/offer/grant.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { recordGrantAnswer } from '../../use-cases/answer-grant.ts';
import type { CaseDesk } from '../../use-cases/case-file.ts';

/** What billing, or who carried it out, says; `reference` is their own, such as a credit note. */
export const GrantAnswerRequest = z.strictObject({
  result: grantAnswerSchema,
  reference: z.string().trim().min(1).max(120).optional(),
});

/** What became of an accepted offer: a fact of the case that it is on, so it is recorded where cases are. */
export function fulfilmentRoutes(deps: CaseDesk): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.post('/offers/:id/fulfilment', only('handler', 'lead', 'marketer'), async (context) => {
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
  return routes;
}

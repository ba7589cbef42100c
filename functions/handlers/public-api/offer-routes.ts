import { Hono } from 'hono';
import type { OfferAnswer } from '../../domain/offer/offer.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { recordOfferAnswer, type AnswerDeps } from '../../use-cases/record-offer-answer.ts';
import { offerOfLink, showOffer, type ShowOfferDeps } from '../../use-cases/show-offer.ts';
import { AnswerRequest } from './complaint-request.ts';
import { linkNotKnown } from './link-not-known.ts';

const messages = {
  accept: 'Thank you. We confirm it by mail.',
  decline: 'Thank you for telling us. A person looks at your case now.',
  'call-me': 'Thank you. A person will call you.',
  'cancel-contract': 'We have recorded that you cancel your contract, and confirm it by mail.',
} as const satisfies Record<OfferAnswer, string>;

/** A no to a campaign: there is no case for a person to look at. */
const declinedWithoutCase = 'Thank you for telling us.';

const statuses = {
  accept: 'accepted',
  decline: 'declined',
  'call-me': 'call-me',
  'cancel-contract': 'cancel-contract',
} as const satisfies Record<OfferAnswer, string>;

/** GET shows, POST decides once: scanners open links, and must not accept anything. */
export function offerRoutes(deps: AnswerDeps & ShowOfferDeps): Hono {
  const routes = new Hono();

  routes.get('/api/offers/:token', async (context) => {
    const offer = await offerOfLink(deps, context.req.param('token'));
    if (!offer) return linkNotKnown(context);
    return context.json(await showOffer(deps, offer), 200, { 'cache-control': 'no-store' });
  });

  routes.post('/api/offers/:token', async (context) => {
    const offer = await offerOfLink(deps, context.req.param('token'));
    if (!offer) return linkNotKnown(context);
    const body = await jsonBody(context, AnswerRequest);
    if (!body.ok) return body.answer;
    const recorded = await recordOfferAnswer(deps, offer.id, body.value.answer, offer);
    switch (recorded.kind) {
      case 'recorded':
        return context.json({
          status: statuses[recorded.answer],
          message:
            recorded.answer === 'decline' && offer.caseId === undefined
              ? declinedWithoutCase
              : messages[recorded.answer],
        });
      case 'already-answered':
        return problem(context, {
          status: 409,
          title: 'This offer was answered before',
          detail: 'The first answer stands. Reply to our mail if it was a mistake.',
          also: { recorded: recorded.recorded },
        });
      case 'expired':
      case 'not-open':
        return problem(context, {
          status: 410,
          title: 'This offer is over',
          detail:
            'We have noted your answer. What we owe you is not affected; reply to our mail and a person looks at it.',
          also: recorded.kind === 'expired' ? { recorded: recorded.recorded } : {},
        });
    }
  });

  return routes;
}

import { Hono } from 'hono';
import { problem, unexpected } from '../../runtime/problem.ts';
import type { CaseDesk } from '../../use-cases/case-file.ts';
import type { AnswerDeps } from '../../use-cases/record-offer-answer.ts';
import type { ShowOfferDeps } from '../../use-cases/show-offer.ts';
import type { UnsubscribeDeps } from '../../use-cases/unsubscribe.ts';
import type { Ids } from '../../ports/world.ts';
import { answerRoutes, type AnswerRoutesDeps } from './answer-routes.ts';
import { attachmentRoutes, type AttachmentRoutesDeps } from './attachment-routes.ts';
import { caseRoutes } from './case-routes.ts';
import { complaintRoutes, type ComplaintRoutesDeps } from './complaint-routes.ts';
import { offerRoutes } from './offer-routes.ts';
import { unsubscribeRoutes } from './unsubscribe-routes.ts';

export type PublicApiDeps = CaseDesk &
  ShowOfferDeps &
  AnswerDeps &
  ComplaintRoutesDeps &
  AttachmentRoutesDeps &
  UnsubscribeDeps &
  AnswerRoutesDeps & { readonly ids: Ids };

/** Everything that works without signing in. */
export function publicApi(deps: PublicApiDeps): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
  });
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/api/openapi.json', async (context) => {
    // 400 KB that hardly anybody asks for: parsed when somebody does.
    const { default: openapi } = await import('./openapi.json', { with: { type: 'json' } });
    return context.json(openapi);
  });
  app.route('/', attachmentRoutes(deps));
  app.route('/', complaintRoutes(deps));
  app.route('/', caseRoutes(deps));
  app.route('/', offerRoutes(deps));
  app.route('/', unsubscribeRoutes(deps));
  app.route('/', answerRoutes(deps));
  app.notFound((context) => problem(context, { status: 404, title: 'There is nothing here' }));
  app.onError((error, context) => unexpected(context, error));
  return app;
}

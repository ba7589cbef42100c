import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { localeFor } from '../../domain/language.ts';
import { renderNoQuestion, renderQuestion, type QuestionPage } from '../../domain/page/question.ts';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { formOrJsonBody } from '../../runtime/request-body.ts';
import { languageWanted, wantsPage } from '../../runtime/wants-page.ts';
import { answerQuestion, showQuestion, type AnswerCampaignDeps } from '../../use-cases/answer-campaign.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { linkNotKnown } from './link-not-known.ts';

const unkept = { 'cache-control': 'no-store' };
const pageAlone = { ...pageHeaders, ...unkept };

export interface AnswerRoutesDeps extends AnswerCampaignDeps {
  readonly firm: Pick<Firm, 'settings'>;
}

const AnswerRequest = z.object({ answer: z.string().min(1).max(40) });

/** The one question of a campaign: GET shows it, because link scanners open links, and POST answers it, once. */
export function answerRoutes(deps: AnswerRoutesDeps): Hono {
  const routes = new Hono();

  const shown = (context: Context, question: Omit<QuestionPage, 'settings'>, status: 200 | 400 | 409) =>
    wantsPage(context)
      ? context.body(renderQuestion({ ...question, settings: deps.firm.settings }), status, pageAlone)
      : context.json({ ...question, given: question.given ?? null }, status, unkept);

  const notKnown = (context: Context): Response => {
    if (!wantsPage(context)) return linkNotKnown(context);
    const locale = localeFor(languageWanted(context), 'und', 'en');
    return context.body(renderNoQuestion(locale, deps.firm.settings), 404, pageAlone);
  };

  /** A person sees the question again, with the answers that there are. */
  const refused = async (context: Context, why: Omit<Problem, 'status'>): Promise<Response> => {
    if (!wantsPage(context)) return problem(context, { status: 400, ...why });
    const question = await showQuestion(deps, context.req.param('token') ?? '');
    return question ? shown(context, question, 400) : notKnown(context);
  };

  routes.get('/api/answers/:token', async (context) => {
    const question = await showQuestion(deps, context.req.param('token'));
    return question ? shown(context, question, 200) : notKnown(context);
  });

  routes.post('/api/answers/:token', async (context) => {
    const body = await formOrJsonBody(context);
    if (!body.ok) return body.answer;
    const given = AnswerRequest.safeParse(body.value);
    if (!given.success)
      return refused(context, { title: 'No answer was named', detail: 'Send {"answer":"…"}.' });
    const result = await answerQuestion(deps, context.req.param('token'), given.data.answer);
    switch (result.kind) {
      case 'unknown':
        return notKnown(context);
      case 'no-such-answer':
        return refused(context, { title: 'This question has no such answer' });
      case 'answered-before':
        return shown(context, result.shown, 409);
      case 'recorded':
        return shown(context, result.shown, 200);
    }
  });

  return routes;
}

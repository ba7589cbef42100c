import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { renderQuestion, type QuestionPage } from '../../domain/page/question.ts';
import { problem } from '../../runtime/problem.ts';
import { answerQuestion, showQuestion, type AnswerCampaignDeps } from '../../use-cases/answer-campaign.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { linkNotKnown } from './link-not-known.ts';

export interface AnswerRouteDeps extends AnswerCampaignDeps {
  readonly firm: Pick<Firm, 'settings'>;
}

const AnswerRequest = z.object({ answer: z.string().min(1).max(40) });

/** The one question of a campaign: GET shows it, because link scanners open links, and POST answers it, once. */
export function answerRoutes(deps: AnswerRouteDeps): Hono {
  const routes = new Hono();

  const shown = (context: Context, question: Omit<QuestionPage, 'settings'>, status: 200 | 409) => {
    const headers = { 'cache-control': 'no-store' };
    if (!wantsPage(context))
      return context.json({ ...question, given: question.given ?? null }, status, headers);
    return context.html(renderQuestion({ ...question, settings: deps.firm.settings }), status, headers);
  };

  routes.get('/api/answers/:token', async (context) => {
    const question = await showQuestion(deps, context.req.param('token'));
    return question ? shown(context, question, 200) : linkNotKnown(context);
  });

  routes.post('/api/answers/:token', async (context) => {
    const body = AnswerRequest.safeParse(await bodyOf(context));
    if (!body.success)
      return problem(context, { status: 400, title: 'No answer was named', detail: 'Send {"answer":"…"}.' });
    const result = await answerQuestion(deps, context.req.param('token'), body.data.answer);
    switch (result.kind) {
      case 'unknown':
        return linkNotKnown(context);
      case 'no-such-answer':
        return problem(context, { status: 400, title: 'This question has no such answer' });
      case 'answered-before':
        return shown(context, result.shown, 409);
      case 'recorded':
        return shown(context, result.shown, 200);
    }
  });

  return routes;
}

const wantsPage = (context: Context): boolean => (context.req.header('accept') ?? '').includes('text/html');

async function bodyOf(context: Context): Promise<unknown> {
  const isForm = (context.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  if (isForm) return context.req.parseBody();
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no answer, which the schema then says.
    return undefined;
  }
}

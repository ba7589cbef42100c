import { Hono } from 'hono';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { addMessage } from '../../use-cases/add-message.ts';
import type { CaseWork } from '../../use-cases/case-work.ts';
import { caseOfLink, showCase } from '../../use-cases/show-case.ts';
import type { Ids } from '../../ports/world.ts';
import { MessageRequest } from './complaint-request.ts';
import { linkNotKnown } from './link-not-known.ts';

/** The customer's view of their case. */
export function caseRoutes(deps: CaseWork & { readonly ids: Ids }): Hono {
  const routes = new Hono();

  routes.get('/api/cases/:token', async (context) => {
    const file = await caseOfLink(deps, context.req.param('token'));
    if (!file) return linkNotKnown(context);
    return context.json(await showCase(deps, file), 200, { 'cache-control': 'no-store' });
  });

  routes.post('/api/cases/:token/messages', async (context) => {
    const file = await caseOfLink(deps, context.req.param('token'));
    if (!file) return linkNotKnown(context);
    const body = await jsonBody(context, MessageRequest);
    if (!body.ok) return body.answer;
    if (file.case.status === 'withdrawn')
      return problem(context, { status: 409, title: 'This case was withdrawn' });
    const added = await addMessage(deps, file.case.id, { channel: 'link', text: body.value.text });
    if (added.kind !== 'added') throw new Error('a message by link met a ledger row');
    const { id, at, channel, text } = added.message;
    return context.json({ id, at, from: 'customer', channel, text }, 201);
  });

  return routes;
}

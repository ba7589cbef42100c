import { Hono } from 'hono';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { addMessage } from '../../use-cases/add-message.ts';
import type { CaseDesk } from '../../use-cases/case-file.ts';
import { caseOfLink, showCase, type ShowCaseDeps } from '../../use-cases/show-case.ts';
import type { Digests, Ids } from '../../ports/world.ts';
import { IdempotencyKey, MessageRequest } from './complaint-request.ts';
import { linkNotKnown } from './link-not-known.ts';

/** The customer's view of their case. */
export function caseRoutes(
  deps: CaseDesk & ShowCaseDeps & { readonly ids: Ids; readonly digests: Pick<Digests, 'hash'> },
): Hono {
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
    const key = IdempotencyKey.optional().safeParse(context.req.header('idempotency-key'));
    if (!key.success) return problem(context, { status: 400, title: 'The Idempotency-Key does not fit' });
    // The ledger row is the natural key: a browser repeats a POST on a cut connection, and people click twice.
    const ledgerId =
      key.data === undefined ? undefined : `link-${deps.digests.hash('message', file.case.id, key.data)}`;
    const added = await addMessage(deps, file.case.id, {
      channel: 'link',
      text: body.value.text,
      ...(ledgerId !== undefined && { ledger: { id: ledgerId, channel: 'link' } }),
    });
    const message =
      added.kind === 'added' ? added.message : file.messages.find((one) => one.ledgerId === ledgerId);
    if (!message)
      return problem(context, {
        status: 409,
        title: 'The same message is being added',
        headers: { 'retry-after': '1' },
      });
    const { id, at, channel, text } = message;
    return context.json({ id, at, from: 'customer', channel, text }, 201);
  });

  return routes;
}

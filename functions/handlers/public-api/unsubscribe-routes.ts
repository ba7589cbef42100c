import { Hono } from 'hono';
import { showSubscription, unsubscribe, type UnsubscribeDeps } from '../../use-cases/unsubscribe.ts';
import { linkNotKnown } from './link-not-known.ts';

/** RFC 8058: POST acts, whatever its body, and GET only shows, because link scanners open links. */
export function unsubscribeRoutes(deps: UnsubscribeDeps): Hono {
  const routes = new Hono();

  routes.get('/api/unsubscribe/:token', async (context) => {
    const subscription = await showSubscription(deps, context.req.param('token'));
    return subscription
      ? context.json(subscription, 200, { 'cache-control': 'no-store' })
      : linkNotKnown(context);
  });

  routes.post('/api/unsubscribe/:token', async (context) => {
    const subscription = await unsubscribe(deps, context.req.param('token'));
    return subscription
      ? context.json(subscription, 200, { 'cache-control': 'no-store' })
      : linkNotKnown(context);
  });

  return routes;
}

import { Hono } from 'hono';
import * as z from 'zod';
import { cursorSchema } from '../../domain/case/list-cursor.ts';
import { daySchema, instantSchema, plusDays, startOf } from '../../domain/instant.ts';
import type { DecisionLog } from '../../ports/decision-log.ts';
import type { Clock } from '../../ports/world.ts';
import { parsed } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { followDecisions, type FollowDecisionsDeps } from '../../use-cases/follow-decisions.ts';

export interface DecisionRoutesDeps extends FollowDecisionsDeps {
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}

/** A day means its beginning in UTC. */
const moment = z.union([instantSchema, daySchema.transform(startOf)]).optional();

const DecisionsQuery = z.object({
  from: moment,
  to: moment,
  cursor: cursorSchema,
  outcomes: z.enum(['true', 'false']).optional(),
});

const DEFAULT_DAYS = 30;

/** Why each customer got, or did not get, an offer: candidates, chances, cost, value, propensity and reasons. */
export function decisionRoutes(deps: DecisionRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  routes.get('/offers/decisions', only('lead', 'marketer', 'auditor'), async (context) => {
    const query = parsed(context, DecisionsQuery, context.req.query());
    if (!query.ok) return query.answer;
    const to = query.value.to ?? deps.clock.now();
    const from = query.value.from ?? plusDays(to, -DEFAULT_DAYS);
    const { items, cursor } = await deps.decisions.between(from, to, query.value.cursor);
    const shown = query.value.outcomes === 'true' ? await followDecisions(deps, items) : items;
    return context.json({ items: shown, cursor: cursor ?? null });
  });
  return routes;
}

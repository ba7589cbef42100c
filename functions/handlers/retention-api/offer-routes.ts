import { Hono } from 'hono';
import * as z from 'zod';
import { catalogueDraftSchema } from '../../domain/offer/catalogue-draft.ts';
import { type Edition } from '../../domain/offer/edition.ts';
import type { Catalogues } from '../../ports/catalogues.ts';
import type { Clock } from '../../ports/world.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody, parsed } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import { applyCatalogue } from '../../use-cases/apply-catalogue.ts';

export interface OfferRoutesDeps {
  readonly catalogues: Catalogues;
  readonly clock: Clock;
}

/** A number in the path or query as text. */
const EditionQuery = z.object({ edition: z.coerce.number().int().nonnegative().optional() });

/** The catalogue of offers: read it, or one of its older editions, and put another in force. */
export function offerRoutes(deps: OfferRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const readers = only('handler', 'lead', 'marketer', 'auditor');

  routes.get('/offers', readers, async (context) => {
    const query = parsed(context, EditionQuery, context.req.query());
    if (!query.ok) return query.answer;
    const { edition: number } = query.value;
    const [edition, history] = await Promise.all([
      number === undefined ? deps.catalogues.current() : deps.catalogues.edition(number),
      deps.catalogues.history(),
    ]);
    if (!edition) return problem(context, { status: 404, title: 'The catalogue had no such edition' });
    return context.json({ ...catalogueView(edition), history }, 200, { etag: etagOf(edition.edition) });
  });

  routes.put('/offers', only('lead', 'marketer'), async (context) => {
    const match = ifMatch(context);
    if (!match.ok) return match.answer;
    const body = await jsonBody(context, catalogueDraftSchema);
    if (!body.ok) return body.answer;
    const applied = await applyCatalogue(deps, body.value, match.version, context.get('member'));
    if (applied.kind === 'stale') {
      return problem(context, {
        status: 412,
        title: 'Somebody applied another catalogue meanwhile',
        detail: 'Read it again, and see what still differs; nothing of yours was kept.',
        headers: { etag: etagOf(applied.inForce) },
      });
    }
    return context.json(
      {
        ...catalogueView(applied.edition),
        changes: applied.kind === 'applied' ? applied.changes : [],
      },
      200,
      { etag: etagOf(applied.edition.edition) },
    );
  });
  return routes;
}

/** An edition as it is answered: absent facts are null. */
const catalogueView = ({ appliedAt, appliedBy, budgetPerMonth, ...edition }: Edition) => ({
  ...edition,
  appliedAt: appliedAt ?? null,
  appliedBy: appliedBy ?? null,
  ...(budgetPerMonth !== undefined && { budgetPerMonth }),
});

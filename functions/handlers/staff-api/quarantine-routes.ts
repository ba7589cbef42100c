import { Hono } from 'hono';
import type { Cases } from '../../ports/cases.ts';
import type { CaseWork } from '../../use-cases/case-work.ts';
import { acceptFromQuarantine, rejectFromQuarantine } from '../../use-cases/quarantine.ts';
import { parsed } from '../../runtime/request-body.ts';
import { QuarantineQuery } from './case-requests.ts';
import { answer } from './case-routes.ts';
import { caseLine } from './case-view.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { ifMatch } from '../../runtime/versions.ts';

/** What was kept without an answer, for a person to look at. */
export function quarantineRoutes(
  deps: CaseWork & { readonly cases: CaseWork['cases'] & Pick<Cases, 'queue'> },
): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const mayDecide = only('handler', 'lead');

  routes.get('/quarantine', only('handler', 'lead', 'auditor'), async (context) => {
    const query = parsed(context, QuarantineQuery, context.req.query());
    if (!query.ok) return query.answer;
    const page = await deps.cases.queue('quarantine', query.value.cursor);
    return context.json({ items: page.items.map(caseLine), cursor: page.cursor ?? null });
  });

  for (const [name, decide] of [
    ['accept', acceptFromQuarantine],
    ['reject', rejectFromQuarantine],
  ] as const) {
    routes.post(`/quarantine/:id/${name}`, mayDecide, async (context) => {
      const match = ifMatch(context);
      if (!match.ok) return match.answer;
      return answer(
        context,
        await decide(deps, {
          caseId: context.req.param('id'),
          by: context.get('member'),
          version: match.version,
        }),
      );
    });
  }
  return routes;
}

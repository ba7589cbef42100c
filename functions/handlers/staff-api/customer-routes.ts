import { Hono } from 'hono';
import { localeFor } from '../../domain/language.ts';
import { customerIdOf, idPrefixes } from '../../domain/ids.ts';
import { problem } from '../../runtime/problem.ts';
import type { Cases } from '../../ports/cases.ts';
import type { Customers } from '../../ports/customers.ts';
import type { Clock } from '../../ports/world.ts';
import { complaintsOf, customerView } from './customer-view.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf } from '../../runtime/versions.ts';

/** What we hold about a customer, by id or the firm's own number, and by address. */
export function customerRoutes(deps: {
  readonly customers: Pick<Customers, 'byId' | 'byAddress'>;
  readonly cases: Pick<Cases, 'openedBy'>;
  readonly clock: Clock;
}): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const mayRead = only('handler', 'lead', 'marketer', 'auditor');

  routes.get('/customers', mayRead, async (context) => {
    const email = context.req.query('email');
    if (email === undefined || email.trim() === '') {
      return problem(context, {
        status: 400,
        title: 'Name an address',
        detail: 'Search by ?email=; search by phone and words comes with the console.',
      });
    }
    return context.json({ items: await deps.customers.byAddress(email.trim().toLowerCase()), cursor: null });
  });

  routes.get('/customers/:id', mayRead, async (context) => {
    const id = context.req.param('id');
    const customer = await deps.customers.byId(id.startsWith(idPrefixes.customer) ? id : customerIdOf(id));
    if (!customer) return problem(context, { status: 404, title: 'There is no such customer' });
    const locale = localeFor(context.req.header('accept-language'), 'und', 'en');
    const view = customerView(customer, await complaintsOf(deps, customer), deps.clock.now(), locale);
    return context.json(view, 200, { etag: etagOf(customer.version), 'cache-control': 'no-store' });
  });
  return routes;
}

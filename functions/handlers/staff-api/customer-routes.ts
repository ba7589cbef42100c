import { Hono } from 'hono';
import { customerIdIn } from '../../domain/ids.ts';
import type * as z from 'zod';
import { problem, type Problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import type { Cases } from '../../ports/cases.ts';
import type { Customers } from '../../ports/customers.ts';
import type { Clock } from '../../ports/world.ts';
import { complaintsOf, customerView, recordOf } from './customer-view.ts';
import { only, staffLocale, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import {
  linkAddress,
  unlinkAddress,
  type AddressCommand,
  type AddressResult,
} from '../../use-cases/link-address.ts';
import { LinkAddressRequest, UnlinkAddressRequest } from './case-requests.ts';

/** Of SMTP; the store fails over a key of more than 2,048 bytes. */
const LONGEST_ADDRESS = 254;

/** What we hold about a customer, by id or the firm's own number, and by address. */
export function customerRoutes(deps: {
  readonly customers: Pick<Customers, 'byId' | 'byAddress' | 'save'>;
  readonly cases: Pick<Cases, 'openedBy'>;
  readonly clock: Clock;
}): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const mayRead = only('handler', 'lead', 'marketer', 'auditor');

  routes.get('/customers', mayRead, async (context) => {
    const email = (context.req.query('email') ?? '').trim().toLowerCase();
    if (email === '' || email.length > LONGEST_ADDRESS) {
      return problem(context, {
        status: 400,
        title: 'Name an address',
        detail: 'Search by ?email=, the whole address; there is no search by name or phone.',
      });
    }
    const found = await deps.customers.byAddress(email);
    return context.json({ items: found.map(recordOf), cursor: null });
  });

  routes.get('/customers/:id', mayRead, async (context) => {
    const customer = await deps.customers.byId(customerIdIn(context.req.param('id')));
    if (!customer) return problem(context, { status: 404, title: 'There is no such customer' });
    const view = customerView(
      customer,
      await complaintsOf(deps, customer),
      deps.clock.now(),
      staffLocale(context),
    );
    return context.json(view, 200, { etag: etagOf(customer.version), 'cache-control': 'no-store' });
  });

  const change = <Schema extends z.ZodType<{ readonly address: string }>>(
    name: string,
    schema: Schema,
    run: (command: AddressCommand, body: z.infer<Schema>) => Promise<AddressResult>,
  ): void => {
    routes.post(`/customers/:id/${name}`, only('handler', 'lead'), async (context) => {
      const match = ifMatch(context);
      if (!match.ok) return match.answer;
      const body = await jsonBody(context, schema);
      if (!body.ok) return body.answer;
      const command = {
        customerId: customerIdIn(context.req.param('id')),
        version: match.version,
        by: context.get('member').id,
        address: body.value.address,
      };
      const result = await run(command, body.value);
      if (!result.ok) return problem(context, refusals[result.reason]);
      const { linked = [], emails, version } = result.customer;
      return context.json({ id: command.customerId, emails, linked, version }, 200, {
        etag: etagOf(version),
      });
    });
  };
  change('link-address', LinkAddressRequest, (command, { evidence }) => linkAddress(deps, command, evidence));
  change('unlink-address', UnlinkAddressRequest, (command, { reason }) =>
    unlinkAddress(deps, command, reason),
  );
  return routes;
}

const refusals = {
  NotFound: { status: 404, title: 'There is no such customer' },
  Stale: {
    status: 412,
    title: 'This customer changed meanwhile',
    detail: 'Read it again; nothing of yours was kept.',
  },
  AlreadyTheirs: { status: 409, title: 'This address is on the record already' },
  NotLinked: {
    status: 409,
    title: 'Nobody linked this address here',
    detail: 'What an import brought is changed by an import.',
  },
} as const satisfies Record<Extract<AddressResult, { ok: false }>['reason'], Problem>;

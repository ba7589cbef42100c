import { Hono } from 'hono';
import { mailboxKey } from '../../domain/mail/addresses.ts';
import { versionOfMailbox, type MailboxState } from '../../domain/mail/stopped-address.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { jsonBody, parsed } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import { freeAddress, type FreeAddressDeps } from '../../use-cases/free-address.ts';
import { AddressQuery, FreeAddressRequest } from './requests.ts';

export type AddressRoutesDeps = FreeAddressDeps;

const refusals = {
  stale: {
    status: 412,
    title: 'This address was freed, or stopped again, meanwhile',
    detail: 'Read it again; nothing of yours was kept.',
  },
  'not-stopped': { status: 409, title: 'Mail to this address is not stopped' },
} as const satisfies Record<string, Problem>;

/** Addresses where mail did not arrive or was not wanted: what stopped them, and letting mail go there again. */
export function addressRoutes(deps: AddressRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.get('/addresses', only('handler', 'lead', 'auditor'), async (context) => {
    const query = parsed(context, AddressQuery, context.req.query());
    if (!query.ok) return query.answer;
    const state = await deps.mailboxes.read(mailboxKey(query.value.address));
    return context.json(viewOf(state), 200, { etag: etagOf(versionOfMailbox(state)) });
  });

  // The address is in the body: paths and queries are what others write down.
  routes.post('/addresses/free', only('handler', 'lead'), async (context) => {
    const match = ifMatch(context);
    if (!match.ok) return match.answer;
    const body = await jsonBody(context, FreeAddressRequest);
    if (!body.ok) return body.answer;
    const by = context.get('member').id;
    const freed = await freeAddress(deps, { ...body.value, version: match.version, by });
    if (!freed.ok) return problem(context, refusals[freed.reason]);
    return context.json(viewOf(freed.value), 200, { etag: etagOf(versionOfMailbox(freed.value)) });
  });
  return routes;
}

const viewOf = ({ address, stopped, released }: MailboxState) => ({
  address,
  stopped: stopped ?? null,
  released,
});

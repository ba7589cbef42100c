import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { Cases } from '../../ports/cases.ts';
import type { Problem } from '../../runtime/problem.ts';
import { problem } from '../../runtime/problem.ts';
import { optionalJsonBody, parsed } from '../../runtime/request-body.ts';
import {
  approveStaffOffer,
  offerByPerson,
  rankedOffers,
  type StaffOfferDeps,
} from '../../use-cases/offer-by-person.ts';
import { resolveByPerson } from '../../use-cases/resolve-by-person.ts';
import { isWithPerson } from '../../use-cases/escalation-turn.ts';
import type { StaffCommand, StaffRefusal, StaffResult } from '../../use-cases/decide-by-staff.ts';
import { acknowledgeCase, assignCase, claimCase } from '../../use-cases/take-case.ts';
import { addNote, replyToCustomer } from '../../use-cases/write-on-case.ts';
import {
  AssignRequest,
  LinkCaseRequest,
  ListQuery,
  OfferRequest,
  ResolveRequest,
  TextRequest,
  UnlinkCaseRequest,
} from './case-requests.ts';
import { linkCases, unlinkCases } from '../../use-cases/link-cases.ts';
import { tierOf } from '../../domain/case/case.ts';
import { caseLine } from '../../domain/case/case-line.ts';
import { caseDetail } from './case-view.ts';
import { only, staffLocale, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';

export interface CaseRoutesDeps extends StaffOfferDeps {
  readonly cases: StaffOfferDeps['cases'] & Pick<Cases, 'queue' | 'received' | 'idByNumber' | 'read'>;
}

const refusals = {
  NotFound: { status: 404, title: 'There is no such case' },
  Stale: {
    status: 412,
    title: 'Somebody changed this case meanwhile',
    detail: 'Read it again; nothing of yours was kept.',
  },
  NotWithPerson: { status: 409, title: 'This case is not in front of a person' },
  AlreadyClaimed: { status: 409, title: 'A colleague has this case' },
  NotYours: {
    status: 403,
    title: 'This case belongs to a colleague',
    detail: 'Claim it, or ask a lead to assign it.',
  },
  UnknownUser: {
    status: 400,
    title: 'That person cannot own cases',
    detail: 'Name a handler or lead from the stage settings.',
  },
  AlreadyEnded: { status: 409, title: 'This case is settled' },
  UnknownOffer: { status: 400, title: 'The catalogue has no such offer' },
  OfferNotPossible: {
    status: 409,
    title: 'This offer is not possible here',
    detail: 'The ranked offers of the case say why.',
  },
  OfferOpen: { status: 409, title: 'Another offer waits for an answer' },
  SecondOffer: {
    status: 409,
    title: 'This episode has had its offer',
    detail: 'A no, or silence, is not bargained with. What is owed can still be granted.',
  },
  OfferRefused: {
    status: 409,
    title: 'The budget or the limits changed',
    detail: 'Read the case again and choose among what is left.',
  },
  NotWaiting: { status: 409, title: 'No offer of this case waits for approval' },
  SamePerson: { status: 403, title: 'Four eyes: somebody else must approve your offer' },
  LeadOnly: { status: 403, title: 'Only a lead can do this' },
  NotQuarantined: { status: 409, title: 'This is not in quarantine' },
  UnknownCase: { status: 400, title: 'There is no such other case' },
  AlreadyLinked: { status: 409, title: 'These cases are linked already' },
  NotLinked: { status: 409, title: 'These cases are not linked' },
} as const satisfies Record<StaffRefusal, Problem>;

/** Queues, cases, and what a handler does with one. */
export function caseRoutes(deps: CaseRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const acts = only('handler', 'lead');

  routes.get('/cases', only('handler', 'lead', 'auditor'), async (context) => {
    const query = parsed(context, ListQuery, context.req.query());
    if (!query.ok) return query.answer;
    const { queue, status, tier, cursor } = query.value;
    const page =
      queue === undefined
        ? await deps.cases.received(
            { ...(status && { status }), ...(tier && { tier }) },
            deps.clock.now(),
            cursor,
          )
        : await deps.cases.queue(queue, cursor);
    const items = page.items.filter(
      (record) =>
        (status === undefined || record.status === status) && (tier === undefined || tierOf(record) === tier),
    );
    return context.json({ items: items.map(caseLine), cursor: page.cursor ?? null });
  });

  routes.get('/cases/:id', only('handler', 'lead', 'auditor'), async (context) => {
    const given = context.req.param('id');
    const caseId = given.startsWith('AM-') ? await deps.cases.idByNumber(given) : given;
    const file = caseId === undefined ? undefined : await deps.cases.file(caseId);
    if (!file) return problem(context, refusals.NotFound);
    const { offerId } = file.case;
    const [offer, choice] = await Promise.all([
      offerId === undefined ? undefined : deps.offers.byId(offerId),
      isWithPerson(file.case) ? rankedOffers(deps, file.case, deps.clock.now()) : undefined,
    ]);
    const view = caseDetail({ file, offer, choice }, deps.firm, deps.churnModel, staffLocale(context));
    return context.json(view, 200, { etag: etagOf(file.case.version), 'cache-control': 'no-store' });
  });

  const action = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    run: (command: StaffCommand, body: z.infer<Schema>) => Promise<StaffResult>,
  ): void => {
    routes.post(`/cases/:id/${name}`, acts, async (context) => {
      const match = ifMatch(context);
      if (!match.ok) return match.answer;
      const body = await optionalJsonBody(context, schema);
      if (!body.ok) return body.answer;
      const command = {
        caseId: context.req.param('id'),
        by: context.get('member'),
        version: match.version,
      };
      return answer(context, await run(command, body.value));
    });
  };

  const otherCase = async (given: string): Promise<string> =>
    (given.startsWith('AM-') ? await deps.cases.idByNumber(given) : given) ?? given;
  const nothing = z.strictObject({});
  action('claim', nothing, (command) => claimCase(deps, command));
  action('acknowledge', nothing, (command) => acknowledgeCase(deps, command));
  action('approve', nothing, (command) => approveStaffOffer(deps, command));
  action('assign', AssignRequest, (command, { to }) => assignCase(deps, command, to));
  action('offer', OfferRequest, (command, { offerId }) => offerByPerson(deps, command, offerId));
  action('note', TextRequest, (command, { text }) => addNote(deps, command, text));
  action('reply', TextRequest, (command, { text }) => replyToCustomer(deps, command, text));
  action('resolve', ResolveRequest, (command, resolution) => resolveByPerson(deps, command, resolution));
  action('link', LinkCaseRequest, async (command, { caseId, evidence }) =>
    linkCases(deps, command, await otherCase(caseId), evidence),
  );
  action('unlink', UnlinkCaseRequest, async (command, { caseId, reason }) =>
    unlinkCases(deps, command, await otherCase(caseId), reason),
  );
  return routes;
}

function answer(context: Context, result: StaffResult): Response {
  if (result.ok) {
    const pending = result.mailPending === true && { mailPending: true };
    return context.json({ ...caseLine(result.case), ...pending }, 200, { etag: etagOf(result.case.version) });
  }
  const refusal: Problem = refusals[result.reason];
  return problem(context, {
    ...refusal,
    ...(result.case && { headers: { etag: etagOf(result.case.version) } }),
  });
}

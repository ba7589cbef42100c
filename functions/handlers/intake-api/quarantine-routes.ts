import { Hono, type Context } from 'hono';
import type * as z from 'zod';
import { caseLine } from '../../domain/case/case-line.ts';
import { idPrefixes } from '../../domain/ids.ts';
import type { Cases, Ledger } from '../../ports/cases.ts';
import type { MailCommand, MailDecided, MailDesk, MailRefusal } from '../../ports/mail-desk.ts';
import type { Quarantine } from '../../ports/quarantine.ts';
import type { Clock } from '../../ports/world.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { optionalJsonBody, parsed } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import type { StaffResult } from '../../use-cases/decide-by-staff.ts';
import { acceptFromQuarantine, rejectFromQuarantine } from '../../use-cases/quarantine.ts';
import { rejectMail } from '../../use-cases/reject-mail.ts';
import { mailView, waitingLine } from './mail-view.ts';
import { AcceptMailRequest, AttachMailRequest, QuarantineQuery, RejectMailRequest } from './requests.ts';

export interface QuarantineRoutesDeps {
  readonly cases: Pick<Cases, 'file' | 'save' | 'read' | 'idByNumber'>;
  readonly ledger: Ledger;
  readonly quarantine: Quarantine;
  readonly mailDesk: Pick<MailDesk, 'accept' | 'attach' | 'refuse'>;
  readonly clock: Clock;
}

const refusals = {
  NotFound: { status: 404, title: 'There is no such mail or case' },
  Stale: {
    status: 412,
    title: 'Somebody decided about this meanwhile',
    detail: 'Read it again; nothing of yours was kept.',
  },
  NotWaiting: { status: 409, title: 'Nothing is to be decided about this mail' },
  NobodyToTell: {
    status: 409,
    title: 'Nobody can be told',
    detail:
      'Its sender is a machine, a forger, or not named; or the mail is spam or carries a virus. Reject it without a notice.',
  },
  UnknownCase: { status: 400, title: 'There is no such case to attach it to' },
} as const satisfies Record<MailRefusal, Problem>;

/** What was kept without an answer, for a person to decide: an id of ours is a case, any other a stored mail. */
export function quarantineRoutes(deps: QuarantineRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const mayRead = only('handler', 'lead', 'auditor');
  const mayDecide = only('handler', 'lead');

  routes.get('/quarantine', mayRead, async (context) => {
    const query = parsed(context, QuarantineQuery, context.req.query());
    if (!query.ok) return query.answer;
    const page = await deps.quarantine.list(query.value.cursor);
    return context.json({ items: page.items.map(waitingLine), cursor: page.cursor ?? null });
  });

  routes.get('/quarantine/:id', mayRead, async (context) => {
    const id = context.req.param('id');
    if (isCase(id)) {
      const record = await deps.cases.read(id);
      if (!record) return problem(context, refusals.NotFound);
      const line = waitingLine({ kind: 'case', case: record });
      return context.json(line, 200, { etag: etagOf(record.version) });
    }
    const row = await deps.ledger.read(id);
    if (row?.channel !== 'mail') return problem(context, refusals.NotFound);
    return context.json(waitingLine({ kind: 'mail', row }), 200, { etag: etagOf(row.version) });
  });

  const decision = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    ofMail: (command: MailCommand, body: z.infer<Schema>) => Promise<MailDecided>,
    ofCase?: typeof acceptFromQuarantine,
  ): void => {
    routes.post(`/quarantine/:id/${name}`, mayDecide, async (context) => {
      const match = ifMatch(context);
      if (!match.ok) return match.answer;
      const { version } = match;
      const id = context.req.param('id');
      const by = context.get('member');
      if (isCase(id) && ofCase) return caseAnswer(context, await ofCase(deps, { caseId: id, by, version }));
      if (isCase(id)) return problem(context, notForCases);
      const body = await optionalJsonBody(context, schema);
      if (!body.ok) return body.answer;
      return mailAnswer(context, await ofMail({ ledgerId: id, by: by.id, version }, body.value));
    });
  };

  decision(
    'accept',
    AcceptMailRequest,
    (command, { email }) => deps.mailDesk.accept({ ...command, email }),
    acceptFromQuarantine,
  );
  decision('attach', AttachMailRequest, async (command, { caseId, trustSender }) => {
    const found = isCase(caseId) ? caseId : await deps.cases.idByNumber(caseId);
    return deps.mailDesk.attach({ ...command, caseId: found ?? caseId, trustSender });
  });
  decision(
    'reject',
    RejectMailRequest,
    (command, { reason, notice }) =>
      notice === undefined
        ? rejectMail(deps, command, reason)
        : deps.mailDesk.refuse({ ...command, reason, notice }),
    rejectFromQuarantine,
  );
  return routes;
}

const isCase = (id: string): boolean => id.startsWith(idPrefixes.case);

const notForCases: Problem = {
  status: 409,
  title: 'This is a case already',
  detail: 'Accept or reject it; cases are joined by linking them.',
};

function mailAnswer(context: Context, decided: MailDecided): Response {
  const headers = decided.row && { etag: etagOf(decided.row.version) };
  if (decided.ok) return context.json(mailView(decided.row), 200, headers);
  const refusal: Problem = refusals[decided.reason];
  return problem(context, { ...refusal, ...(headers && { headers }) });
}

function caseAnswer(context: Context, result: StaffResult): Response {
  const headers = result.case && { etag: etagOf(result.case.version) };
  if (result.ok) return context.json(caseLine(result.case), 200, headers);
  const refusal: Problem =
    result.reason === 'NotFound' || result.reason === 'Stale'
      ? refusals[result.reason]
      : { status: 409, title: 'This is not in quarantine' };
  return problem(context, { ...refusal, ...(headers && { headers }) });
}

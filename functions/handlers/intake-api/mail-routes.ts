import { Hono } from 'hono';
import { type LedgerRow } from '../../domain/case/ledger.ts';
import type { Ledger } from '../../ports/cases.ts';
import type { MailDownloads } from '../../ports/extracted-files.ts';
import type { MailDesk } from '../../ports/mail-desk.ts';
import { problem, type Problem } from '../../runtime/problem.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf } from '../../runtime/versions.ts';
import { mailView } from './mail-view.ts';

export interface MailRoutesDeps {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly mailDesk: Pick<MailDesk, 'extract'>;
  readonly downloads: MailDownloads;
}

const noSuchMail: Problem = { status: 404, title: 'There is no such mail' };
const infected: Problem = {
  status: 403,
  title: 'This mail carries a virus',
  detail: 'Neither it nor what it brings can be downloaded. The stored message stays where it is.',
};

/**
 * Stored mail: what the mail server said of it, and its parts to save. Downloads come from another origin, under a type that
 * no browser opens; what carries a virus is not handed out at all.
 */
export function mailRoutes(deps: MailRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const mayRead = only('handler', 'lead', 'auditor');

  const find = async (id: string): Promise<LedgerRow | undefined> => {
    const row = await deps.ledger.read(id);
    return row?.channel === 'mail' ? row : undefined;
  };

  routes.get('/mails/:id', mayRead, async (context) => {
    const row = await find(context.req.param('id'));
    return row
      ? context.json(mailView(row), 200, { etag: etagOf(row.version) })
      : problem(context, noSuchMail);
  });

  routes.get('/mails/:id/raw', mayRead, async (context) => {
    const row = await find(context.req.param('id'));
    if (!row) return problem(context, noSuchMail);
    if (isInfected(row)) return problem(context, infected);
    return context.json({ ...(await deps.downloads.ofMail(row.id)), filename: `${row.id}.eml` });
  });

  routes.get('/mails/:id/attachments/:place', mayRead, async (context) => {
    const row = await find(context.req.param('id'));
    if (!row) return problem(context, noSuchMail);
    if (isInfected(row)) return problem(context, infected);
    const place = Number(context.req.param('place'));
    const found =
      Number.isSafeInteger(place) && place > 0 ? await deps.mailDesk.extract(row.id, place) : undefined;
    if (found?.kind !== 'extracted')
      return problem(context, {
        status: 404,
        title: 'This mail has no such attachment',
        detail: found ? `It has ${found.count}; they are counted from 1.` : 'Attachments are counted from 1.',
      });
    const { filename, size } = found;
    return context.json({ ...(await deps.downloads.ofExtracted(found.key, filename)), filename, size });
  });
  return routes;
}

const isInfected = ({ verdicts }: LedgerRow): boolean => verdicts?.virus === 'FAIL';

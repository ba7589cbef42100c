import { Hono } from 'hono';
import type { AttachmentDownloads } from '../../ports/attachments.ts';
import type { Cases } from '../../ports/cases.ts';
import { problem } from '../../runtime/problem.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';

/** Files that customers sent with the form; a browser gets them from another origin, and only to save them. */
export function attachmentRoutes(deps: {
  readonly cases: Pick<Cases, 'file'>;
  readonly downloads: AttachmentDownloads;
}): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.get('/cases/:id/attachments/:attachmentId', only('handler', 'lead', 'auditor'), async (context) => {
    const file = await deps.cases.file(context.req.param('id'));
    const attachment = file?.messages
      .flatMap(({ attachments = [] }) => attachments)
      .find(({ id }) => id === context.req.param('attachmentId'));
    if (attachment?.id === undefined)
      return problem(context, { status: 404, title: 'This case has no such file' });
    const filename = attachment.filename ?? attachment.id;
    const { url, expiresAt } = await deps.downloads.downloadUrl(attachment.id, filename);
    return context.json({ url, filename, size: attachment.size, expiresAt });
  });

  return routes;
}

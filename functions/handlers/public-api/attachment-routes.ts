import { Hono } from 'hono';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { sourceAddress } from '../../runtime/source-address.ts';
import { announceAttachment, type AnnounceDeps } from '../../use-cases/announce-attachment.ts';
import type { Digests } from '../../ports/world.ts';
import { AttachmentAnnounced, AttachmentRequest } from './complaint-request.ts';

export type AttachmentRoutesDeps = AnnounceDeps & { readonly digests: Pick<Digests, 'hash'> };

/** Ten files for each of twenty complaints from one network address, behind which an office may sit. */
const PER_NETWORK_ADDRESS = { windowSeconds: 600, limit: 200 };

/** Files of the form go past us: announced here, sent to the bucket, named in the complaint. */
export function attachmentRoutes(deps: AttachmentRoutesDeps): Hono {
  const routes = new Hono();

  routes.post('/api/attachments', async (context) => {
    const body = await jsonBody(context, AttachmentRequest);
    if (!body.ok) return body.answer;
    const announced = await announceAttachment(deps, body.value, [
      { hash: deps.digests.hash('upload', sourceAddress(context)), ...PER_NETWORK_ADDRESS },
    ]);
    if (announced.kind === 'too-many')
      return problem(context, {
        status: 429,
        title: 'Too many files from here',
        detail: 'Please try again later, or send the files by mail.',
        headers: { 'retry-after': String(announced.retryAfterSeconds) },
      });
    return context.json(AttachmentAnnounced.parse(announced), 201, { 'cache-control': 'no-store' });
  });

  return routes;
}

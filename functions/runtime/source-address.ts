import type { Context } from 'hono';
import * as z from 'zod';

const bindings = z.object({
  event: z.object({ requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }) }),
});

/** The network address that API Gateway saw; headers of the request could say anything. */
export function sourceAddress(context: Context): string {
  const result = bindings.safeParse(context.env);
  return result.success ? result.data.event.requestContext.http.sourceIp : 'unknown';
}

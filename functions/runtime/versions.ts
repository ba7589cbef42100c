import type { Context } from 'hono';
import { problem } from './problem.ts';

/** The ETag of a version, which a change names in `If-Match`. */
export const etagOf = (version: number): string => `"v${version}"`;

/** The version that a change names, or the answer that refuses it. */
type IfMatch =
  { readonly ok: true; readonly version: number } | { readonly ok: false; readonly answer: Response };

/** The version a change is made against: missing 428, unreadable 412 like a stale one. */
export function ifMatch(context: Context): IfMatch {
  const header = context.req.header('if-match');
  if (header === undefined) {
    return {
      ok: false,
      answer: problem(context, {
        status: 428,
        title: 'If-Match is missing',
        detail: 'Send the ETag of what you read, so that nobody overwrites a colleague.',
      }),
    };
  }
  const found = /^(?:W\/)?"v(\d{1,15})"$/.exec(header.trim());
  if (!found)
    return { ok: false, answer: problem(context, { status: 412, title: 'If-Match is no ETag of ours' }) };
  return { ok: true, version: Number(found[1]) };
}

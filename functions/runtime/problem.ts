import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';
import { loggable, logger } from './logger.ts';

/** RFC 9457. `title` says what happened, `detail` what to do; neither repeats what was sent. */
export interface Problem {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly also?: Readonly<Record<string, unknown>>;
}

export interface FieldProblem {
  /** Dotted path, such as `consent.privacy`. */
  readonly path: string;
  readonly message: string;
}

export function problem(
  context: Context,
  { status, title, detail, errors, headers, also }: Problem,
): Response {
  const body = {
    type: 'about:blank',
    title,
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
    ...also,
  };
  return context.body(JSON.stringify(body), status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...headers,
  });
}

/** Every field that did not fit, unknown ones by their own path. */
export function fieldProblems(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].map(String).join('.'),
          message: 'unknown field',
        }))
      : [{ path: issue.path.map(String).join('.'), message: issue.message }],
  );
}

/** What is left when nothing else answered: a defect or an outage. Nothing of it is shown. */
export function unexpected(context: Context, error: unknown): Response {
  logger.error('request failed', { route: routePath(context), ...loggable(error) });
  return problem(context, {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Nothing was changed unless you were told so. Please try again in a moment.',
  });
}

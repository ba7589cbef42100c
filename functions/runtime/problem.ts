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

interface FieldProblem {
  /** Dotted path, such as `consent.privacy`. */
  readonly path: string;
  readonly message: string;
}

/** A refusal as it is answered, never kept by anybody on the way. */
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

/** Every field that did not fit, unknown ones by their own path; of several forms, by the one that was meant. */
export const fieldProblems = (error: z.ZodError): readonly FieldProblem[] =>
  error.issues.flatMap((issue) => problemsOf(issue, []));

function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly FieldProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: dotted([...path, key]), message: 'unknown field' }));
  const meant = issue.code === 'invalid_union' ? nearest(issue.errors) : undefined;
  if (meant) return meant.flatMap((inner) => problemsOf(inner, path));
  return [{ path: dotted(path), message: issue.message }];
}

/** The form that what was sent comes closest to: the one with the fewest things wrong on its first level. */
function nearest(forms: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const wrongAt = (form: readonly z.core.$ZodIssue[]): number =>
    form.reduce(
      (sum, issue) =>
        sum + (issue.path.length > 1 ? 0 : issue.code === 'unrecognized_keys' ? issue.keys.length : 1),
      0,
    );
  return forms.toSorted((one, other) => wrongAt(one) - wrongAt(other))[0];
}

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** What is left when nothing else answered: a defect or an outage. Nothing of it is shown. */
export function unexpected(context: Context, error: unknown): Response {
  logger.error('request failed', { route: routePath(context), ...loggable(error) });
  return problem(context, {
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Nothing was changed unless you were told so. Please try again in a moment.',
  });
}

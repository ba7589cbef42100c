import { Hono } from 'hono';
import type { StaffMember } from '../domain/settings.ts';
import { problem, unexpected } from './problem.ts';
import { identifyStaff, type StaffContext } from './staff-member.ts';

/** Where every call for staff begins. */
export const STAFF_BASE = '/api/staff';

/** Bytes of a part of a path at most, far above any name of ours: the store fails over a key of more than 1,024. */
const LONGEST_PART = 900;

const nothingHere = { status: 404, title: 'There is nothing here' } as const;

/**
 * What the functions for staff have in common: only a member of the staff list comes in, nothing is kept by a
 * browser, and what is not there or goes wrong is answered as a problem. The API's authorizer has verified the token
 * before. Routes are added with `app.route(STAFF_BASE, …)`.
 */
export function staffApp(staff: readonly StaffMember[]): Hono<StaffContext> {
  const app = new Hono<StaffContext>();
  app.use(identifyStaff(staff));
  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
  });
  app.use(async (context, next) => {
    if (context.req.path.split('/').some((part) => Buffer.byteLength(part) > LONGEST_PART))
      return problem(context, nothingHere);
    await next();
    return undefined;
  });
  app.notFound((context) => problem(context, nothingHere));
  app.onError((error, context) => unexpected(context, error));
  return app;
}

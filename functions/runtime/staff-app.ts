import { Hono } from 'hono';
import type { StaffMember } from '../domain/settings.ts';
import { problem, unexpected } from './problem.ts';
import { identifyStaff, type StaffContext } from './staff-member.ts';

/** Where every call for staff begins. */
export const STAFF_BASE = '/api/staff';

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
  app.notFound((context) => problem(context, { status: 404, title: 'There is nothing here' }));
  app.onError((error, context) => unexpected(context, error));
  return app;
}

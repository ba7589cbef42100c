import type { Context, MiddlewareHandler } from 'hono';
import * as z from 'zod';
import { localeFor, type Locale } from '../domain/language.ts';
import type { StaffGroup, StaffMember } from '../domain/settings.ts';
import { problem } from './problem.ts';

/** The JWT was verified by the API's authorizer; these are its claims. */
const bindings = z.object({
  event: z.object({
    requestContext: z.object({
      authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }),
    }),
  }),
});

export type StaffContext = { Variables: { member: StaffMember } };

/**
 * Finds the member of staff behind a call. Whoever is not in the staff list of the settings may not act, and a group counts
 * only where list and token agree: taking somebody out of a group of the user pool works without a deployment.
 */
export function identifyStaff(staff: readonly StaffMember[]): MiddlewareHandler<StaffContext> {
  return async (context, next) => {
    const claims = bindings.safeParse(context.env).data?.event.requestContext.authorizer.jwt.claims ?? {};
    const username = [claims['username'], claims['cognito:username'], claims['sub']].find(
      (claim) => typeof claim === 'string',
    );
    const member = staff.find((one) => one.id === username);
    if (!member) {
      return problem(context, {
        status: 403,
        title: 'You are not in the staff list',
        detail: 'Ask your Amends administrator to add you to the stage settings.',
      });
    }
    const held = groupsIn(claims['cognito:groups']);
    context.set('member', { ...member, groups: member.groups.filter((group) => held.has(group)) });
    await next();
    return undefined;
  };
}

/** HTTP APIs hand a list over as the text `[a b]`; the token itself holds an array. */
function groupsIn(claim: unknown): ReadonlySet<string> {
  const text = Array.isArray(claim) ? claim.join(' ') : claim;
  return new Set(typeof text === 'string' ? text.match(/[a-z]+/g) : []);
}

/** Lets only members of one of the groups through. */
export function only(...groups: readonly StaffGroup[]): MiddlewareHandler<StaffContext> {
  return async (context, next) => {
    if (!context.get('member').groups.some((group) => groups.includes(group)))
      return forbidden(context, groups);
    await next();
    return undefined;
  };
}

/** The language in which a call wants words for staff; English where it says nothing that we write in. */
export const staffLocale = (context: Context): Locale =>
  localeFor(context.req.header('accept-language'), 'und', 'en');

const forbidden = (context: Context, groups: readonly StaffGroup[]): Response =>
  problem(context, { status: 403, title: `This needs the group ${groups.join(' or ')}` });

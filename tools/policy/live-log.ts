import * as z from 'zod';
import { Stopped } from '../explain-failure.ts';
import { loggedDecisionSchema, type LoggedLine } from '../../functions/domain/policy/logged-choice.ts';
import { refusal, type Answered } from '../cloud/staff-call.ts';

/** What the comparison needs of `GET /api/staff/offers/decisions?outcomes=true`. */
const pageSchema = z.object({
  items: z.array(
    z.object({
      caseId: z.string().optional(),
      decision: loggedDecisionSchema,
      followed: z
        .object({
          worth: z.number(),
          risk: z.number().min(0).max(1),
          outcome: z.object({ kept: z.boolean(), cost: z.number().nonnegative() }).optional(),
        })
        .optional(),
    }),
  ),
  cursor: z.string().nullable(),
});

/**
 * Why a decision of the running log is not even a line: `campaign`, judged by the campaign's own holdout;
 * `not-followed`, of a customer whom we do not know, or who had been drawn before.
 */
export type WhyNoLine = 'campaign' | 'not-followed';

const LOG = '/api/staff/offers/decisions';

/**
 * @param get asks the staff API for a path below its origin
 * @param range days or instants, as the API takes them
 * @yields the decisions of the running log, oldest first, page by page @throws Stopped when it refuses
 */
export async function* linesOfLog(
  get: (path: string) => Promise<Answered>,
  range: { readonly from?: string | undefined; readonly to?: string | undefined },
): AsyncGenerator<{ readonly line: LoggedLine } | { readonly why: WhyNoLine }> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      outcomes: 'true',
      ...(range.from !== undefined && { from: range.from }),
      ...(range.to !== undefined && { to: range.to }),
      ...(cursor !== null && { cursor }),
    });
    const answered = await get(`${LOG}?${query.toString()}`);
    if (answered.status !== 200) throw refusal(LOG, answered);
    const page: z.ZodSafeParseResult<z.infer<typeof pageSchema>> = pageSchema.safeParse(answered.body);
    if (!page.success)
      throw new Stopped(`${LOG} answers otherwise than this command knows:\n${z.prettifyError(page.error)}`);
    for (const { caseId, decision, followed } of page.data.items) {
      if (caseId === undefined) yield { why: 'campaign' };
      // Where a rule left no choice nobody is followed, and the comparison says so itself.
      else if (!followed && decision.propensity < 1) yield { why: 'not-followed' };
      else {
        const { worth, risk, outcome } = followed ?? { worth: 0 };
        yield { line: { decision, worth, ...(risk !== undefined && { risk }), ...(outcome && { outcome }) } };
      }
    }
    cursor = page.data.cursor;
  } while (cursor !== null);
}

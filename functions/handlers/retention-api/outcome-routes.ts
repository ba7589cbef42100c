import { Hono } from 'hono';
import * as z from 'zod';
import { outcomeColumns } from '../../domain/experiment/import-outcome-row.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { importOutcomes } from '../../use-cases/import-outcomes.ts';
import type { RecordOutcomeDeps } from '../../use-cases/record-outcome.ts';

/** Outcomes in one call; a file of any size goes through the import. */
const MAX_OUTCOMES = 500;

const cell = z.union([z.string(), z.number()]).optional();

/** `{outcomes:[{outcomeId?,customerId,outcome,on,amount?}]}`; the cells of a row are read as those of a file are. */
export const OutcomesRequest = z.strictObject({
  outcomes: z
    .array(z.strictObject({ outcomeId: cell, customerId: cell, outcome: cell, on: cell, amount: cell }))
    .min(1)
    .max(MAX_OUTCOMES),
});

/** What became of customers, told by the firm's own books. */
export function outcomeRoutes(deps: RecordOutcomeDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.post('/outcomes', only('lead', 'marketer'), async (context) => {
    const body = await jsonBody(context, OutcomesRequest);
    if (!body.ok) return body.answer;
    const rows = body.value.outcomes.map((outcome, index) => ({
      number: index + 1,
      row: Object.fromEntries(outcomeColumns.map((column) => [column, String(outcome[column] ?? '')])),
    }));
    const { written, unchanged, errors } = await importOutcomes(deps, rows, 'api');
    return context.json({ recorded: written, known: unchanged, errors });
  });
  return routes;
}

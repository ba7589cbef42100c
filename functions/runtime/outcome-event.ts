import * as z from 'zod';
import { outcomeColumns } from '../domain/experiment/import-outcome-row.ts';
import type { RawRow } from '../domain/customer/import-row.ts';

const cell = z.union([z.string(), z.number()]).optional();

/**
 * An event `CustomerOutcome` of a CRM. The detail has the columns of an outcome file; what else a CRM puts into it is
 * passed over, for a sender may add fields to an event without asking who listens.
 */
const outcomeEventSchema = z.object({
  id: z.string(),
  source: z.string().min(1).max(60),
  detail: z.object({ outcomeId: cell, customerId: cell, outcome: cell, on: cell, amount: cell }),
});

/**
 * The row that an event stands for; its cells are read as those of a file are.
 * @returns `source` names the sender, `id` the event, as EventBridge numbered it
 * @throws z.ZodError when it is no such event
 */
export function readOutcomeEvent(event: unknown): {
  readonly id: string;
  readonly source: string;
  readonly row: RawRow;
} {
  const { id, source, detail } = outcomeEventSchema.parse(event);
  return {
    id,
    source,
    row: Object.fromEntries(outcomeColumns.map((column) => [column, String(detail[column] ?? '')])),
  };
}

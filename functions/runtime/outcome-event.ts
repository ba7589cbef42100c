import * as z from 'zod';
import { outcomeKinds } from '../domain/experiment/customer-outcome.ts';
import { outcomeColumns } from '../domain/experiment/import-outcome-row.ts';
import { OWN_SOURCE } from '../domain/experiment/leaving.ts';
import { daySchema, instantSchema } from '../domain/instant.ts';
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

/** One of our own events that says that somebody left; which happening it was does not matter. */
const leavingEventSchema = z.object({
  source: z.literal(OWN_SOURCE),
  id: z.string(),
  detail: z.object({
    left: z.literal(true),
    at: instantSchema,
    caseId: z.string().optional(),
    customerId: z.string().optional(),
  }),
});

/** The leaving that an event of ours tells; undefined for an event of anybody else. @throws z.ZodError for another of ours */
export function readLeavingEvent(event: unknown): z.infer<typeof leavingEventSchema>['detail'] | undefined {
  const { source } = z.object({ source: z.string() }).parse(event);
  return source === OWN_SOURCE ? leavingEventSchema.parse(event).detail : undefined;
}

const stayingEventSchema = z.object({
  source: z.literal(OWN_SOURCE),
  detail: z.object({ stays: z.literal(true), id: z.string(), at: instantSchema, caseId: z.string() }),
});

/** The staying that an event of ours tells; undefined for any other event. */
export const readStayingEvent = (event: unknown): z.infer<typeof stayingEventSchema>['detail'] | undefined =>
  stayingEventSchema.safeParse(event).data?.detail;

const recordedEventSchema = z.object({
  source: z.literal(OWN_SOURCE),
  detail: z.object({
    customerId: z.string(),
    on: daySchema,
    kind: z.enum(outcomeKinds),
    source: z.string(),
  }),
});

/** The word that an event `OutcomeRecorded` of ours tells of, without its moment. @throws z.ZodError for another event */
export const readRecordedEvent = (event: unknown): z.infer<typeof recordedEventSchema>['detail'] =>
  recordedEventSchema.parse(event).detail;

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

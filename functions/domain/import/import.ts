import * as z from 'zod';
import { actorSchema } from '../case/case.ts';
import { importIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';

/** What a file holds. */
const importKindSchema = z.enum(['customers', 'orders', 'outcomes']);
export type ImportKind = z.infer<typeof importKindSchema>;

export const rowErrorSchema = z.object({ row: z.int(), field: z.string(), message: z.string() });

/** How the rows lie in the file; read from its first bytes. */
const fileLayoutSchema = z.discriminatedUnion('format', [
  z.object({ format: z.literal('csv'), delimiter: z.string(), columns: z.array(z.string()) }),
  z.object({ format: z.literal('ndjson') }),
]);
export type FileLayout = z.infer<typeof fileLayoutSchema>;

/**
 * One file on its way into the record. `waiting` for its upload and start, `running`, then `done` or `failed`.
 * It can stop anywhere and go on: everything before `offset` (bytes) and `nextRow` is in.
 */
export const importSchema = z.object({
  id: importIdSchema,
  version: z.int(),
  kind: importKindSchema,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  createdAt: instantSchema,
  createdBy: z.string(),
  /** How often it was started; names the execution. */
  starts: z.int(),
  layout: fileLayoutSchema.optional(),
  /** Columns that no field takes. Of customers they are kept as attributes. */
  unknownColumns: z.array(z.string()),
  /** Currencies of customers whose amounts are compared as they stand, though the firm counts in another. */
  otherCurrencies: z.array(z.string()),
  offset: z.int(),
  /** Bytes of the file, known from the first chunk on. */
  size: z.int().optional(),
  nextRow: z.int(),
  read: z.int(),
  written: z.int(),
  unchanged: z.int(),
  errorCount: z.int(),
  /** Why it failed, and what to do; only with `failed`. */
  failure: z.string().optional(),
  updatedAt: instantSchema,
});
export type Import = z.infer<typeof importSchema>;

/** Whether an import is over, whatever became of it, and has changed records of customers. */
export const hasChangedRecords = ({
  kind,
  state,
  written,
}: Pick<Import, 'kind' | 'state' | 'written'>): boolean =>
  kind !== 'outcomes' && (state === 'done' || state === 'failed') && written > 0;

/** Row errors kept of one import; the rest is counted. Whoever has more has one error many times. */
export const MAX_KEPT_ERRORS = 1000;

/** Starts the machine that reads the file: dispatch looks for `dispatch`, `subjectId` and `number`. */
export const importStartedSchema = z.object({
  id: z.string(),
  subjectId: importIdSchema,
  number: z.int(),
  at: instantSchema,
  by: actorSchema,
  happened: z.object({ type: z.literal('ImportStarted'), kind: importKindSchema, fromRow: z.int() }),
  dispatch: z.literal('import'),
});
export type ImportStarted = z.infer<typeof importStartedSchema>;

import * as z from 'zod';
import { importSchema, rowErrorSchema } from '../../../functions/domain/import/import.ts';

/** Files of the firm’s records, and what became of customers. */

export const ImportCreated = z.object({
  importId: z.string(),
  uploadUrl: z.string().describe('PUT the file here, within the hour, then start the import.'),
});

export const ImportProgress = importSchema
  .pick({
    id: true,
    kind: true,
    state: true,
    read: true,
    written: true,
    unchanged: true,
    errorCount: true,
    nextRow: true,
    unknownColumns: true,
    otherCurrencies: true,
    offset: true,
    size: true,
    failure: true,
  })
  .extend({ errors: z.array(rowErrorSchema) });

export const OutcomesAnswer = z.object({
  recorded: z.int(),
  known: z.int().describe('Said before; changed nothing.'),
  errors: z.array(rowErrorSchema),
});

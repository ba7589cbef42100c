import * as z from 'zod';
import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Compares the bucket with the ledger; the name of the mail intake is for what it finds. */
export const Env = StoreEnv.pick({ TABLE: true, STAGE: true }).extend({
  MAIL_BUCKET: z.string().min(1),
  MAIL_PREFIX: z.string(),
  MAIL_INTAKE: z.string().min(1),
});

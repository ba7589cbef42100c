import * as z from 'zod';
import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Quarantine and stored mail for staff; mail itself is opened by another function. */
export const Env = StoreEnv.extend({
  MAIL_BUCKET: z.string().min(1),
  MAIL_PREFIX: z.string(),
  MAIL_DESK: z.string().min(1),
});

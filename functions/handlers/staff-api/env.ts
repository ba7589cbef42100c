import * as z from 'zod';
import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Everything a person can do; files to import go straight to the bucket. */
export const Env = MailingEnv.extend({
  IMPORT_BUCKET: z.string().min(1),
  ATTACHMENT_BUCKET: z.string().min(1),
});

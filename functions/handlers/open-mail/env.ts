import * as z from 'zod';
import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Reads stored mail for staff. Attachments that it takes out lie in the same bucket, for a day. */
export const Env = StoreEnv.extend({ MAIL_BUCKET: z.string().min(1), MAIL_PREFIX: z.string() });

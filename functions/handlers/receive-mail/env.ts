import * as z from 'zod';
import { LinkingEnv } from '../../runtime/env-schemas.ts';

/** Reads the stored message that the SES event names. Keys in the bucket are MAIL_PREFIX + the SES message id. */
export const Env = LinkingEnv.extend({ MAIL_BUCKET: z.string().min(1), MAIL_PREFIX: z.string() });

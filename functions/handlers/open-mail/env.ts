import * as z from 'zod';
import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Reads stored mail for staff, and tells those whose mail is refused. Attachments that it takes out lie in the same bucket, for a day. */
export const Env = MailingEnv.extend({ MAIL_BUCKET: z.string().min(1), MAIL_PREFIX: z.string() });

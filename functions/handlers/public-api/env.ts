import { MailingEnv } from '../../runtime/env-schemas.ts';

/** The form, status and offer links; it writes mail only to confirm a cancellation at once. */
export const Env = MailingEnv;

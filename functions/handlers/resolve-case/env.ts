import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Tells the outcome by mail. */
export const Env = MailingEnv;

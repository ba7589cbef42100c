import { MailingEnv } from '../../runtime/env-schemas.ts';

/** It writes to customers, with a way to say "no more" in each mail. */
export const Env = MailingEnv;

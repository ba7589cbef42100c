import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Tells the owner by mail. */
export const Env = MailingEnv;

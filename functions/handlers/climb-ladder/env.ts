import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Tells the next rung by mail. */
export const Env = MailingEnv;

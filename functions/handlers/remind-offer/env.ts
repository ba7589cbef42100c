import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Reminds once, by mail. */
export const Env = MailingEnv;

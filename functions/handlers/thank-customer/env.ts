import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Thanks by mail and tells the team. */
export const Env = MailingEnv;

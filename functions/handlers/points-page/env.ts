import { MailingEnv } from '../../runtime/env-schemas.ts';

/** It opens signed links, and writes to customers what was spent by one. */
export const Env = MailingEnv;

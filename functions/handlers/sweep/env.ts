import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Closes, expires and restarts what fell due; tells the people concerned. */
export const Env = MailingEnv;

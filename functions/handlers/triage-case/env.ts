import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Acknowledges by mail, then triages. */
export const Env = MailingEnv;

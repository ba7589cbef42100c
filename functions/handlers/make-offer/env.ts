import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Tells what is owed and offers, by mail. */
export const Env = MailingEnv;

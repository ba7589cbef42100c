import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Tells the customer what is owed when a person takes over. */
export const Env = MailingEnv;

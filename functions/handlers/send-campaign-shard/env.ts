import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Writes to the customers of one shard. */
export const Env = MailingEnv;

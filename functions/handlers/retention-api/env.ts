import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Offers, campaigns and what they were worth: the store, the settings of the firm, and mail for trying a campaign out. */
export const Env = MailingEnv;

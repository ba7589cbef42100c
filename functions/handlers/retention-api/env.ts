import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Offers, campaigns and what they were worth: the store, and the settings of the firm. */
export const Env = StoreEnv;

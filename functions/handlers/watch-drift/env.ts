import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Reads a sample of the base once a day. */
export const Env = StoreEnv;

import { StoreEnv } from '../../runtime/env-schemas.ts';

/** It posts points and writes to nobody. */
export const Env = StoreEnv;

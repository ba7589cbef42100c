import { StoreEnv } from '../../runtime/env-schemas.ts';

/** It only counts. */
export const Env = StoreEnv;

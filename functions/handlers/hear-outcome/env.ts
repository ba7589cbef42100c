import { StoreEnv } from '../../runtime/env-schemas.ts';

/** It sends nothing and signs nothing: what became of a customer is only counted. */
export const Env = StoreEnv;

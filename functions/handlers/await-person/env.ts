import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Only keeps the task token of a wait. */
export const Env = StoreEnv;

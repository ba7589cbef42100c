import { LinkingEnv } from '../../runtime/env-schemas.ts';

/** It sends nothing: whom it gives a case to hears of it from the machine. */
export const Env = LinkingEnv;

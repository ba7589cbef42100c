import { LinkingEnv } from '../../runtime/env-schemas.ts';

/** The form, status and offer links. It sends nothing: the machines that it wakes do. */
export const Env = LinkingEnv;

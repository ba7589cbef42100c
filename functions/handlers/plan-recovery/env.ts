import { StoreEnv } from '../../runtime/env-schemas.ts';
import * as z from 'zod';

/** Decides remedy and offer; the link secret also keys the holdout draw, so that nobody can predict an arm. */
export const Env = StoreEnv.extend({ LINK_SECRET_ID: z.string().min(1) });

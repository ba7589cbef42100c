import { StoreEnv } from '../../runtime/env-schemas.ts';
import * as z from 'zod';

/** Where the firm's other systems listen. */
export const Env = StoreEnv.pick({ TABLE: true }).extend({ EVENT_BUS: z.string().min(1) });

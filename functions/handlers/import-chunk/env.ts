import * as z from 'zod';
import { StoreEnv } from '../../runtime/env-schemas.ts';

/** Reads a chunk of an uploaded file. */
export const Env = StoreEnv.extend({ IMPORT_BUCKET: z.string().min(1) });

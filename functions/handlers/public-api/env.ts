import * as z from 'zod';
import { LinkingEnv } from '../../runtime/env-schemas.ts';

/** The form, status and offer links, and where files of the form go. It sends nothing: the machines that it wakes do. */
export const Env = LinkingEnv.extend({ ATTACHMENT_BUCKET: z.string().min(1) });

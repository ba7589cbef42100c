import * as z from 'zod';
import { StoreEnv } from '../../runtime/env-schemas.ts';

/** The machines that a fact can start. */
export const Env = StoreEnv.extend({
  RECOVERY_WORKFLOW_ARN: z.string().min(1),
  ESCALATION_WORKFLOW_ARN: z.string().min(1),
  CAMPAIGN_WORKFLOW_ARN: z.string().min(1),
  IMPORT_WORKFLOW_ARN: z.string().min(1),
});

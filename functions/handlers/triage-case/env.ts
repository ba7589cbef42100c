import * as z from 'zod';
import { MailingEnv } from '../../runtime/env-schemas.ts';

/** Acknowledges by mail, then triages. */
export const Env = MailingEnv.extend({
  /** Id of a model on Bedrock to ask for a second opinion, or `none`. */
  OPINION_MODEL: z.string().min(1),
});

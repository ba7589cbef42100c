import * as z from 'zod';
import { grantAnswerSchema } from '../../../functions/domain/offer/grant.ts';
import { offerAnswerSchema } from '../../../functions/domain/offer/offer.ts';

/** What is said when a request is refused. */

export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    recorded: z
      .union([offerAnswerSchema, grantAnswerSchema])
      .optional()
      .describe('The answer that an offer or a grant had already, or that came late.'),
  })
  .describe('RFC 9457. `title` says what happened, `detail` what to do; nothing that was sent is repeated.');

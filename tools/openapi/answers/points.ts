import * as z from 'zod';
import { instantSchema } from '../../../functions/domain/instant.ts';
import { localeSchema } from '../../../functions/domain/language.ts';
import { postingSchema } from '../../../functions/domain/points/points.ts';

/** Points, by their link and to staff. */

export const Posting = postingSchema;

export const PointsStatement = z.object({
  balance: z.int(),
  worth: z.string(),
  lots: z.array(z.object({ expiresAt: instantSchema, points: z.int() })),
  words: z.array(z.string()).describe('For the customer, in the language asked for.'),
  postings: z.array(postingSchema.extend({ text: z.string() })),
});

export const StatementSent = z.object({ status: z.literal('sent') });

export const PointsView = z.object({
  locale: localeSchema,
  balance: z.int(),
  worth: z.string(),
  lots: z.array(z.object({ expiresAt: instantSchema, points: z.int() })),
  movements: z
    .array(z.object({ at: instantSchema, points: z.int(), text: z.string(), voucher: z.string().nullable() }))
    .describe('Latest first, at most 50.'),
  older: z.int().describe('Movements before those.'),
  rewards: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      whatYouGet: z.string(),
      conditions: z.array(z.string()),
      points: z.int(),
      may: z
        .enum(['take', 'short', 'by-team'])
        .describe('Now and alone; too few points; or asked of the team.'),
    }),
  ),
  seen: z.int().describe('The account as it is shown; send it back to spend.'),
  linkEndsAt: instantSchema,
});

export const PointsSpent = z.object({
  status: z.enum(['taken', 'known']),
  points: z.int(),
  title: z.string(),
  voucher: z.string().nullable(),
  balance: z.int(),
});

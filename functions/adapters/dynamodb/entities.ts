import * as z from 'zod';
import { instantSchema } from '../../domain/instant.ts';

export const waitSchema = z.object({
  name: z.enum(['offer', 'person']),
  taskToken: z.string(),
  round: z.int().optional(),
  answered: z.object({ answer: z.string().optional() }).optional(),
});

export const sentinelSchema = z.object({
  requestHash: z.string(),
  expiresAt: instantSchema,
  caseId: z.string(),
  number: z.string(),
  answerBy: instantSchema,
  receivedAt: instantSchema,
});

export const budgetSchema = z.object({ committed: z.int(), spent: z.int() });

export const limitsSchema = z.object({
  version: z.int(),
  made: z.record(z.string(), z.object({ catalogueId: z.string(), at: instantSchema, open: z.boolean() })),
});

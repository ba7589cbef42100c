import * as z from 'zod';
import type { Learned } from '../../domain/offer/belief.ts';
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

/**
 * The budget of a period. Beside these a count for each kind of offer, `made:<catalogue id>`: an attribute each, so
 * that one `ADD` counts it without reading. `limit` and `warnAt` are what they were when money was last held.
 */
export const budgetSchema = z.object({
  committed: z.int(),
  spent: z.int(),
  limit: z.int().optional(),
  warnAt: z.int().optional(),
});

const MADE = 'made:';
/** The attribute that counts the offers of one kind. */
export const madeAttribute = (catalogueId: string): string => `${MADE}${catalogueId}`;

/** Offers by catalogue id that hold or spent money of the period. */
export const madeIn = (row: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, count]) =>
      name.startsWith(MADE) ? [[name.slice(MADE.length), z.int().parse(count)]] : [],
    ),
  );

export const lessonSchema = z.object({ kept: z.boolean() });

const LEARNED = { kept: 'kept:', left: 'left:' } as const;
/** The attribute that sums the lessons of one offer on one side. */
export const learnedAttribute = (side: keyof typeof LEARNED, offer: string): string =>
  `${LEARNED[side]}${offer}`;

/** What outcomes taught in a segment: two attributes for each offer, so that one `ADD` counts without reading. */
export function learnedIn(row: Readonly<Record<string, unknown>>): Learned {
  const sum = (name: string): number => z.number().parse(row[name] ?? 0);
  return Object.fromEntries(
    Object.keys(row).flatMap((name) => {
      if (!name.startsWith(LEARNED.kept)) return [];
      const offer = name.slice(LEARNED.kept.length);
      return [[offer, { kept: sum(name), left: sum(learnedAttribute('left', offer)) }]];
    }),
  );
}

export const editionHeadSchema = z.object({ edition: z.int().positive() });

export const limitsSchema = z.object({
  version: z.int(),
  made: z.record(z.string(), z.object({ catalogueId: z.string(), at: instantSchema, open: z.boolean() })),
});

/** What a customer holds; `version` counts the postings. */
export const pointsAccountSchema = z.object({ balance: z.int(), version: z.int() });

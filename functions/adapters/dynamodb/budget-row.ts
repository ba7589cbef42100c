import * as z from 'zod';

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

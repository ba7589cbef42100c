import * as z from 'zod';
import type { Learned } from '../../domain/offer/belief.ts';

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

import * as z from 'zod';

export const bandSchema = z.enum(['low', 'medium', 'high', 'critical']);
export type Band = z.infer<typeof bandSchema>;

/** Chances to leave from which a band begins, unless a model brings its own. Judgement. */
export const defaultBands = { medium: 0.2, high: 0.5, critical: 0.8 } as const;

/** The band of a chance to leave. @param bands where each begins */
export function bandOf(
  probability: number,
  bands: Readonly<Record<'medium' | 'high' | 'critical', number>> = defaultBands,
): Band {
  if (probability >= bands.critical) return 'critical';
  if (probability >= bands.high) return 'high';
  return probability >= bands.medium ? 'medium' : 'low';
}

import * as z from 'zod';
import { categoryNames, categorySchema } from './categories.ts';
import { flagSchema, LOW_CONFIDENCE, type Judgement, type Reason } from './judgement.ts';

/** What somebody outside, such as a language model, makes of a text. */
export const opinionSchema = z.object({
  category: categorySchema,
  /** −1 to 1. */
  sentiment: z.number().min(-1).max(1),
  flags: z.array(flagSchema).max(flagSchema.options.length),
});
export type Opinion = z.infer<typeof opinionSchema>;

/** Below `LOW_CONFIDENCE`: an opinion alone never lets a rule of remedy pay. */
const OPINION_LIMIT = 0.45;

/**
 * Our own judgement with an opinion beside it. An opinion may add flags, and takes none away. It names the cause only
 * where we are not sure of ours, for the person who then decides: whatever a text talks a model into saying, the worst
 * is that a person reads it.
 */
export function withOpinion(own: Judgement, opinion: Opinion): Judgement {
  const flags = flagSchema.options.filter((flag) => own.flags.includes(flag) || opinion.flags.includes(flag));
  const added = flags.filter((flag) => !own.flags.includes(flag));
  const unsure =
    own.kind === 'complaint' && own.confidence < LOW_CONFIDENCE && opinion.category !== own.category;
  const reasons: Reason[] = [
    ...own.reasons,
    ...added.map((flag): Reason => {
      return { about: 'flag', code: `flag-opinion.${flag}`, text: `Raised by a second opinion: ${flag}` };
    }),
    ...(unsure
      ? [
          {
            about: 'category' as const,
            code: `category-opinion.${opinion.category}`,
            text: `${categoryNames[opinion.category].en}: a second opinion`,
          },
        ]
      : []),
  ];
  return {
    ...own,
    flags,
    sentiment: Math.round(((own.sentiment + opinion.sentiment) / 2) * 1000) / 1000 + 0,
    ...(unsure && { category: opinion.category, confidence: Math.min(own.confidence, OPINION_LIMIT) }),
    reasons,
  };
}

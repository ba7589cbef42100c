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
 * Our own judgement with an opinion beside it. Flags stay as rules and our own net say: a text may talk a model into
 * naming one or none. Where the opinion names one that we do not see, a person decides, and so it is where it names
 * another cause than ours and we are not sure of ours. Whatever a text talks a model into saying, the worst is that a
 * person reads it.
 */
export function withOpinion(own: Judgement, opinion: Opinion): Judgement {
  const suspected = opinion.flags.filter((flag) => !own.flags.includes(flag));
  const namesCause =
    own.kind === 'complaint' && own.confidence < LOW_CONFIDENCE && opinion.category !== own.category;
  const reasons: Reason[] = [
    ...own.reasons,
    ...suspected.map((flag): Reason => {
      const text = `A second opinion suspects ${flag}; a person decides`;
      return { about: 'confidence', code: `flag-opinion.${flag}`, text };
    }),
  ];
  if (namesCause)
    reasons.push({
      about: 'category',
      code: `category-opinion.${opinion.category}`,
      text: `${categoryNames[opinion.category].en}: a second opinion`,
    });
  return {
    ...own,
    ...(namesCause && { category: opinion.category }),
    confidence: namesCause || suspected.length > 0 ? Math.min(own.confidence, OPINION_LIMIT) : own.confidence,
    sentiment: Math.round(((own.sentiment + opinion.sentiment) / 2) * 1000) / 1000 + 0,
    reasons,
  };
}

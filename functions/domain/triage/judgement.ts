import * as z from 'zod';
import { languageSchema } from '../language.ts';
import { categorySchema } from './categories.ts';

/** What the customer wants from us by writing. Anything that is not clearly another kind is a complaint. */
export const kindSchema = z.enum(['complaint', 'enquiry', 'suggestion', 'praise', 'cancellation', 'spam']);
export type Kind = z.infer<typeof kindSchema>;

/** Circumstances that put a person in front of the case, whatever else it says. */
export const flagSchema = z.enum([
  'safety',
  'legal-threat',
  'regulator',
  'media',
  'vulnerable',
  'discrimination',
  'data-breach',
]);
export type Flag = z.infer<typeof flagSchema>;

/** The remedy the customer names; `none` when they name none. */
export const askSchema = z.enum([
  'refund',
  'replacement',
  'repair',
  'compensation',
  'cancellation',
  'apology',
  'explanation',
  'callback',
  'none',
]);
export type Ask = z.infer<typeof askSchema>;

export const severitySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
/** 1 is the lowest. */
export type Severity = z.infer<typeof severitySchema>;

/** One reason a handler can read: which part of the judgement, a stable code, and the customer's words behind it. */
const reasonSchema = z.object({
  about: z.enum(['language', 'kind', 'category', 'severity', 'flag', 'ask', 'confidence']),
  /** Stable, so that pages can say it in their own language: `flag.safety`, `severity.long-wait`. */
  code: z.string(),
  text: z.string(),
  /** Customer's words: personal data, never to be logged. */
  quote: z.string().optional(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** Everything triage says about one text. */
export const judgementSchema = z.object({
  language: languageSchema,
  kind: kindSchema,
  category: categorySchema,
  severity: severitySchema,
  /** −1 furious to 1 delighted. */
  sentiment: z.number().min(-1).max(1),
  flags: z.array(flagSchema),
  ask: askSchema,
  /** 0 to 1; below `LOW_CONFIDENCE` a person decides kind and category. */
  confidence: z.number().min(0).max(1),
  reasons: z.array(reasonSchema),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** Below this a person looks at the case. */
export const LOW_CONFIDENCE = 0.5;

import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { segmentRuleSchema } from './rule.ts';

/** A rule that somebody keeps under a name. Campaigns take a copy: changing the segment changes no running campaign. */
export const segmentSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'lower-case letters, digits and hyphens'),
  version: z.int(),
  name: z.string().trim().min(1).max(100),
  rule: segmentRuleSchema,
  updatedAt: instantSchema,
  updatedBy: z.string(),
});
export type Segment = z.infer<typeof segmentSchema>;

import * as z from 'zod';
import { caseIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';
import { actorSchema } from './case.ts';

/**
 * Why two cases are one episode: the same order, much the same words, one thread of mail, a mail that a person joined to
 * another case, or because a person says so.
 */
export const linkReasonSchema = z.enum(['same-order', 'same-words', 'same-thread', 'attached', 'by-person']);
export type LinkReason = z.infer<typeof linkReasonSchema>;

/** Two cases seen as one episode; kept on both. Undone, it stays and says so. */
const episodeLinkSchema = z.object({
  kind: z.literal('episode'),
  /** The other case. */
  with: caseIdSchema,
  why: linkReasonSchema,
  /** What it rests on, in words of ours or of the person who linked them; nothing the customer wrote. */
  evidence: z.string(),
  by: actorSchema,
  at: instantSchema,
  undone: z.object({ by: actorSchema, at: instantSchema, reason: z.string() }).optional(),
});
export type EpisodeLink = z.infer<typeof episodeLinkSchema>;

/** A mail that came again: it is in the ledger and shown on the case, and a person can still make it a case of its own. */
const duplicateLinkSchema = z.object({
  kind: z.literal('duplicate'),
  ledgerId: z.string(),
  at: instantSchema,
});

export const caseLinkSchema = z.discriminatedUnion('kind', [episodeLinkSchema, duplicateLinkSchema]);
export type CaseLink = z.infer<typeof caseLinkSchema>;

/** What a link leads to names it on its case. */
export const targetOf = (link: CaseLink): string => (link.kind === 'episode' ? link.with : link.ledgerId);

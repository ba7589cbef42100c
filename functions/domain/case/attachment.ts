import * as z from 'zod';
import { attachmentIdSchema } from '../ids.ts';
import { instantSchema } from '../instant.ts';
import { LARGEST_ATTACHMENT_BYTES } from './attachment-limits.ts';

/** A file that a customer announced; `caseId` once a complaint carries it, and then for ever. */
export const attachmentSchema = z.object({
  id: attachmentIdSchema,
  filename: z.string(),
  contentType: z.string(),
  size: z.int().positive().max(LARGEST_ATTACHMENT_BYTES),
  /** Until when a complaint may carry it. */
  expiresAt: instantSchema,
  caseId: z.string().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Why a complaint cannot carry a file it names. */
export type AttachmentRefusal = 'unknown' | 'expired' | 'not-uploaded' | 'other-size' | 'taken';

/**
 * A name that is shown and saved under: without folders, control characters, and the marks that turn the direction of
 * writing, which make `exe.jpg` of `gpj.exe`.
 */
export const safeFilename = (name: string): string =>
  name
    .toWellFormed()
    .replace(/^.*[/\\]/su, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, '')
    .trim();

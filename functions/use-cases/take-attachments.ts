import type { Attachment, AttachmentRefusal } from '../domain/case/attachment.ts';
import type { Message } from '../domain/case/message.ts';
import type { AttachmentFiles, Attachments } from '../ports/attachments.ts';
import type { Clock } from '../ports/world.ts';

export interface TakeAttachmentsDeps {
  readonly attachments: Pick<Attachments, 'byIds'>;
  readonly attachmentFiles: Pick<AttachmentFiles, 'keep'>;
  readonly clock: Clock;
}

type TakenAttachments =
  | { readonly ok: true; readonly attachments: NonNullable<Message['attachments']> }
  /** What is wrong with which of the ids, by place. */
  | { readonly ok: false; readonly problems: readonly { index: number; why: AttachmentRefusal }[] };

/**
 * Looks whether every file is there as it was announced, and puts it where it stays. That comes before the complaint
 * is written: a file kept for a complaint that then was refused is waste, a complaint without its file would be loss.
 * Whether a file is still free is decided by the complaint's own transaction.
 */
export async function takeAttachments(
  deps: TakeAttachmentsDeps,
  ids: readonly string[],
): Promise<TakenAttachments> {
  if (ids.length === 0) return { ok: true, attachments: [] };
  const known = await deps.attachments.byIds(ids);
  const looked = await Promise.all(ids.map((id) => look(deps, known.get(id))));
  const problems = looked.flatMap((one, index) => (typeof one === 'string' ? [{ index, why: one }] : []));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    attachments: looked.flatMap((one) =>
      typeof one === 'string'
        ? []
        : [{ id: one.id, filename: one.filename, contentType: one.contentType, size: one.size }],
    ),
  };
}

async function look(
  deps: TakeAttachmentsDeps,
  attachment: Attachment | undefined,
): Promise<Attachment | AttachmentRefusal> {
  if (!attachment) return 'unknown';
  // Perhaps by this very request, sent again: then its first answer is given again.
  if (attachment.caseId !== undefined) return attachment;
  if (attachment.expiresAt <= deps.clock.now()) return 'expired';
  const kept = await deps.attachmentFiles.keep(attachment);
  return kept === 'kept' ? attachment : kept;
}

/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { UPLOAD_SECONDS } from '../../domain/case/attachment-limits.ts';
import { attachmentSchema } from '../../domain/case/attachment.ts';
import { plusSeconds, type Instant } from '../../domain/instant.ts';
import type { AttachmentDownloads, AttachmentFiles, Attachments } from '../../ports/attachments.ts';
import { fullTicket, takeTickets, type CaseStore } from './case-store.ts';

/** Announced files for tests; they share the store with the cases that claim them. */
export const memoryAttachments = (store: CaseStore, now: () => Instant): Attachments => ({
  async announce(attachment, rate) {
    const retryAfterSeconds = fullTicket(store, rate, now());
    if (retryAfterSeconds !== undefined) return { kind: 'too-many', retryAfterSeconds };
    if (store.attachments.has(attachment.id)) throw new Error('a new attachment met an item of its own id');
    takeTickets(store, rate, now());
    store.attachments.set(attachment.id, attachmentSchema.parse(attachment));
    return { kind: 'announced' };
  },
  byIds: async (ids) =>
    new Map(
      ids.flatMap((id) => {
        const found = store.attachments.get(id);
        return found ? [[id, found]] : [];
      }),
    ),
});

/** Their bytes for tests; `put` is the upload, as the one who has the link does it. */
export function memoryAttachmentFiles(
  now: () => Instant,
): AttachmentFiles &
  AttachmentDownloads & { put(id: string, bytes: Uint8Array): void; readonly kept: ReadonlySet<string> } {
  const uploads = new Map<string, number>();
  const kept = new Set<string>();
  return {
    kept,
    put: (id, bytes) => void uploads.set(id, bytes.length),
    uploadUrl: async ({ id, contentType }) => ({
      url: `https://files.example/${id}`,
      headers: { 'content-type': contentType },
      expiresAt: plusSeconds(now(), UPLOAD_SECONDS),
    }),
    async keep({ id, size }) {
      const uploaded = uploads.get(id);
      if (uploaded === undefined) return 'not-uploaded';
      if (uploaded !== size) return 'other-size';
      kept.add(id);
      return 'kept';
    },
    downloadUrl: async (id) => ({
      url: `https://files.example/kept/${id}`,
      expiresAt: plusSeconds(now(), 60),
    }),
  };
}

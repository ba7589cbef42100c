import { UNCLAIMED_HOURS } from '../domain/case/attachment-limits.ts';
import { idPrefixes } from '../domain/ids.ts';
import { plusSeconds, type Instant } from '../domain/instant.ts';
import type { AttachmentFiles, Attachments } from '../ports/attachments.ts';
import type { RateTicket } from '../ports/cases.ts';
import type { Clock, Ids } from '../ports/world.ts';

export interface AnnounceDeps {
  readonly attachments: Pick<Attachments, 'announce'>;
  readonly attachmentFiles: Pick<AttachmentFiles, 'uploadUrl'>;
  readonly ids: Pick<Ids, 'next'>;
  readonly clock: Clock;
}

interface Announcement {
  readonly filename: string;
  readonly contentType: string;
  /** Bytes, to the byte: the upload is signed for this size. */
  readonly size: number;
}

/** Notes a file that will be sent, and says where to. The bytes go past us into the bucket. */
export async function announceAttachment(
  deps: AnnounceDeps,
  announced: Announcement,
  rate: readonly RateTicket[],
): Promise<
  | {
      readonly kind: 'announced';
      readonly attachmentId: string;
      readonly uploadUrl: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly expiresAt: Instant;
    }
  | { readonly kind: 'too-many'; readonly retryAfterSeconds: number }
> {
  const attachment = {
    ...announced,
    id: deps.ids.next(idPrefixes.attachment),
    expiresAt: plusSeconds(deps.clock.now(), UNCLAIMED_HOURS * 3600),
  };
  const noted = await deps.attachments.announce(attachment, rate);
  if (noted.kind === 'too-many') return noted;
  const { url, headers, expiresAt } = await deps.attachmentFiles.uploadUrl(attachment);
  return { kind: 'announced', attachmentId: attachment.id, uploadUrl: url, headers, expiresAt };
}

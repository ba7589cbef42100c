import { attachmentsIn } from '../domain/mail/parse.ts';
import type { ExtractedFiles } from '../ports/extracted-files.ts';
import type { Extracted } from '../ports/mail-desk.ts';
import type { MailStore } from '../ports/mail-store.ts';

/** Takes one attachment out of a stored mail and puts it where it can be downloaded; `place` counts from 1. */
export async function extractAttachment(
  deps: { readonly mailStore: MailStore; readonly extracted: ExtractedFiles },
  ledgerId: string,
  place: number,
): Promise<Extracted> {
  const attachments = await attachmentsIn(await deps.mailStore.raw(ledgerId));
  const attachment = attachments[place - 1];
  if (!attachment) return { kind: 'no-such-attachment', count: attachments.length };
  const key = `${ledgerId}/${place}`;
  await deps.extracted.put(key, attachment.content);
  const filename = attachment.filename === '' ? `attachment-${place}` : attachment.filename;
  return { kind: 'extracted', key, filename, size: attachment.size };
}

import * as z from 'zod/mini';
import { callApi } from '../shared/call-api.ts';
import { putFile } from './put-file.ts';

const Announced = z.object({
  attachmentId: z.string(),
  uploadUrl: z.string(),
  headers: z.record(z.string(), z.string()),
});

interface Sending {
  /** Whether the file is still to be sent: it may be removed meanwhile. */
  readonly isWanted: () => boolean;
  readonly progress: (percent: number) => void;
  /** Told how to stop, once there is something to stop. */
  readonly begun: (stop: () => void) => void;
}

/** Sends a file past us to where it is kept. @returns the id under which it has arrived, or undefined */
export async function sendFile(
  source: File,
  { isWanted, progress, begun }: Sending,
): Promise<string | undefined> {
  const announced = await callApi({
    path: '/api/attachments',
    body: JSON.stringify({
      filename: source.name,
      contentType: /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(source.type)?.[0] ?? 'application/octet-stream',
      size: source.size,
    }),
    answer: Announced,
  });
  if (!announced.ok || !isWanted()) return undefined;
  const { uploadUrl, headers, attachmentId } = announced.value;
  const put = putFile(uploadUrl, headers, source, progress);
  begun(put.stop);
  return (await put.arrived) ? attachmentId : undefined;
}

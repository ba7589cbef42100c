import { UPLOAD_SECONDS } from '../../domain/case/attachment-limits.ts';
import { plusSeconds, type Instant } from '../../domain/instant.ts';
import type { AttachmentDownloads, AttachmentFiles } from '../../ports/attachments.ts';
import { signedRequests, type AwsSigner } from './signed-requests.ts';

/** Folders of the bucket. A lifecycle rule empties the first; in the second nobody but us can write. */
const uploaded = (id: string): string => `uploads/${id}`;
const kept = (id: string): string => `attachments/${id}`;

const DOWNLOAD_SECONDS = 60;

/** Files that customers upload, in the bucket of raw mail. */
export function s3AttachmentFiles(
  bucket: string,
  aws: AwsSigner,
  now: () => Instant,
): AttachmentFiles & AttachmentDownloads {
  const s3 = signedRequests(bucket, aws);
  return {
    async uploadUrl({ id, contentType, size }) {
      const headers = { 'content-type': contentType };
      // A browser sets the length itself and lets nobody else do it; signed, it refuses any other size.
      const signed = { ...headers, 'content-length': String(size) };
      const url = await s3.presign({ method: 'PUT', key: uploaded(id), headers: signed }, UPLOAD_SECONDS);
      return { url, headers, expiresAt: plusSeconds(now(), UPLOAD_SECONDS) };
    },

    async keep({ id, size }) {
      const found = await s3.send({ method: 'HEAD', key: uploaded(id) });
      // Who may not list a bucket is told "denied" instead of "no such key".
      if (found.status === 404 || found.status === 403) return 'not-uploaded';
      if (!found.ok) throw new Error(`looking for an upload was answered ${found.status}`);
      if (Number(found.headers.get('content-length')) !== size) return 'other-size';
      const copied = await s3.send({
        method: 'PUT',
        key: kept(id),
        headers: {
          'x-amz-copy-source': `/${bucket}/${uploaded(id)}`,
          // Whoever has the link may write once more between the two calls.
          'x-amz-copy-source-if-match': found.headers.get('etag') ?? '*',
          'x-amz-metadata-directive': 'REPLACE',
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment',
        },
      });
      if (copied.status === 412) return 'other-size';
      // S3 may begin with 200 and end with an error.
      const answer = await copied.text();
      if (!copied.ok || !answer.includes('CopyObjectResult'))
        throw new Error(`keeping an upload was answered ${copied.status}`);
      return 'kept';
    },

    async downloadUrl(id, filename) {
      const query = {
        'response-content-type': 'application/octet-stream',
        'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
      };
      return {
        url: await s3.presign({ method: 'GET', key: kept(id), query }, DOWNLOAD_SECONDS),
        expiresAt: plusSeconds(now(), DOWNLOAD_SECONDS),
      };
    },
  };
}

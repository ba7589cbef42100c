import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { plusSeconds, type Instant } from '../../domain/instant.ts';
import type { ImportFiles } from '../../ports/imports.ts';

/** Long enough to upload a gigabyte over a slow line; the file itself is deleted after seven days by the bucket. */
const UPLOAD_SECONDS = 3600;

/**
 * Local endpoints have no host name per bucket. Without `WHEN_REQUIRED` the signed URL would carry the checksum of an
 * empty body, and the upload of anything else would be refused.
 */
const importBucketClient = (): S3Client =>
  new S3Client({ forcePathStyle: isLocal(), requestChecksumCalculation: 'WHEN_REQUIRED' });

// The standard variables of every SDK: they are set for an emulator and on the laptop, never on AWS.
const isLocal = (): boolean =>
  process.env['AWS_ENDPOINT_URL_S3'] !== undefined || process.env['AWS_ENDPOINT_URL'] !== undefined;

/** Files to import lie under `imports/` in the bucket. */
export function s3ImportFiles(
  bucket: string,
  now: () => Instant,
  client: S3Client = importBucketClient(),
): ImportFiles {
  const at = (importId: string) => ({ Bucket: bucket, Key: `imports/${importId}` });
  return {
    async uploadUrl(importId) {
      const expiresAt = plusSeconds(now(), UPLOAD_SECONDS);
      return {
        url: await getSignedUrl(client, new PutObjectCommand(at(importId)), { expiresIn: UPLOAD_SECONDS }),
        expiresAt,
      };
    },

    async read(importId, offset, length) {
      try {
        const answer = await client.send(
          new GetObjectCommand({ ...at(importId), Range: `bytes=${offset}-${offset + length - 1}` }),
        );
        const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
        return { bytes, size: sizeOf(answer.ContentRange) ?? offset + bytes.length };
      } catch (error) {
        // Who may not list a bucket is told "denied" instead of "no such key".
        if (error instanceof NoSuchKey || (error instanceof Error && error.name === 'AccessDenied'))
          return undefined;
        // A range behind the end: the file is empty or has been read.
        if (error instanceof Error && error.name === 'InvalidRange')
          return { bytes: new Uint8Array(), size: offset };
        throw error;
      }
    },
  };
}

/** `bytes 0-99/1234` → 1234. */
function sizeOf(contentRange: string | undefined): number | undefined {
  const size = /\/(\d+)$/.exec(contentRange ?? '')?.[1];
  return size === undefined ? undefined : Number(size);
}

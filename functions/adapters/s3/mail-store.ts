import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { MailStore } from '../../ports/mail-store.ts';

/** Messages that SES stored: the key is the prefix and the SES message id. */
export function s3MailStore(bucket: string, prefix: string): MailStore {
  // A named endpoint is an emulator's; there the bucket cannot be a host name.
  const client = new S3Client({
    forcePathStyle:
      process.env['AWS_ENDPOINT_URL_S3'] !== undefined || process.env['AWS_ENDPOINT_URL'] !== undefined,
  });
  return {
    async raw(messageId) {
      const { Body } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${messageId}` }),
      );
      if (!Body) throw new Error(`the stored message ${messageId} has no body`);
      return Body.transformToByteArray();
    },
  };
}

import { HeadObjectCommand, ListObjectsV2Command, NotFound, S3Client } from '@aws-sdk/client-s3';
import type { StoredMails } from '../../ports/reconciliation.ts';

// The standard variables of every SDK: they are set for an emulator and on the laptop, never on AWS.
const ofThisFunction = (): S3Client =>
  new S3Client({
    forcePathStyle:
      process.env['AWS_ENDPOINT_URL_S3'] !== undefined || process.env['AWS_ENDPOINT_URL'] !== undefined,
  });

/** Messages that SES stored below a prefix, a thousand a page. */
export function s3StoredMails(
  bucket: string,
  prefix: string,
  client: S3Client = ofThisFunction(),
): StoredMails {
  return {
    async after(messageId) {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(messageId !== undefined && { StartAfter: `${prefix}${messageId}` }),
        }),
      );
      return Contents.flatMap(({ Key, LastModified, Size = 0 }) =>
        Key === undefined || LastModified === undefined
          ? []
          : [{ messageId: Key.slice(prefix.length), storedAt: LastModified.toISOString(), bytes: Size }],
      );
    },

    async has(messageId) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: `${prefix}${messageId}` }));
        return true;
      } catch (error) {
        if (error instanceof NotFound) return false;
        throw error;
      }
    },
  };
}

import { plusSeconds, type Instant } from '../../domain/instant.ts';
import type { ExtractedFiles, MailDownloads } from '../../ports/extracted-files.ts';
import { signedRequests, type AwsSigner } from './signed-requests.ts';

/** A lifecycle rule empties this folder after a day; the mail itself stays. */
const FOLDER = 'extracted/';
const DOWNLOAD_SECONDS = 60;

/** Never what the sender calls it: a browser would open some types, and run what is in them (osTicket#3764). */
const TYPE = 'application/octet-stream';

/** Attachments taken out of a mail, for the minutes in which somebody saves them. */
export function s3ExtractedFiles(bucket: string, aws: AwsSigner): ExtractedFiles {
  const s3 = signedRequests(bucket, aws);
  return {
    async put(key, content) {
      const answer = await s3.send({
        method: 'PUT',
        key: `${FOLDER}${key}`,
        headers: { 'content-type': TYPE, 'content-disposition': 'attachment' },
        body: content,
      });
      if (!answer.ok) throw new Error(`keeping an extracted file was answered ${answer.status}`);
    },
  };
}

/** Links for a minute to what a mail holds, and to the mail itself; a browser saves it and never shows it. */
export function s3MailDownloads(
  bucket: string,
  prefix: string,
  aws: AwsSigner,
  now: () => Instant,
): MailDownloads {
  const s3 = signedRequests(bucket, aws);
  const link = async (key: string, filename: string) => ({
    url: await s3.presign(
      {
        method: 'GET',
        key,
        query: {
          'response-content-type': TYPE,
          'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
        },
      },
      DOWNLOAD_SECONDS,
    ),
    expiresAt: plusSeconds(now(), DOWNLOAD_SECONDS),
  });
  return {
    ofMail: (ledgerId) => link(`${prefix}${ledgerId}`, `${ledgerId}.eml`),
    ofExtracted: (key, filename) => link(`${FOLDER}${key}`, filename),
  };
}

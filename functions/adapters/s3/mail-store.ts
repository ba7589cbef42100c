import type { MailStore } from '../../ports/mail-store.ts';
import { signedRequests, type AwsSigner } from './signed-requests.ts';

/** A moment's trouble of the store passes; what does not is tried again with the whole event, a minute later. */
const ATTEMPTS = 3;
const PAUSE_MS = 100;

/** Messages that SES stored: the key is the prefix and the SES message id. */
export function s3MailStore(bucket: string, prefix: string, aws: AwsSigner): MailStore {
  const s3 = signedRequests(bucket, aws);
  return {
    async raw(messageId) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await s3.send({ method: 'GET', key: `${prefix}${messageId}` });
        if (answer.ok) return answer.bytes();
        if (answer.status < 500 || attempt === ATTEMPTS)
          throw new Error(`reading the stored message ${messageId} was answered ${answer.status}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** attempt));
      }
    },
  };
}

import { SendRawEmailCommand, SESClient, SESServiceException } from '@aws-sdk/client-ses';
import { sesMessageId } from '../../domain/mail/ses-message-id.ts';
import { MailPostponed, type PostponedWhy } from '../../domain/mail/postponed.ts';
import type { PostOffice } from '../../ports/world.ts';

/** A pace of 14 mails a second is back after a second; five pauses take six seconds at most, within every timeout. */
const THROTTLED_TRIES = 6;
const FIRST_PAUSE_MS = 100;

/**
 * SES v1, raw: our own headers. SES replaces Message-ID by its own, `<id@email.amazonses.com>` in us-east-1 and
 * `<id@REGION.amazonses.com>` elsewhere; that is what a reply names.
 *
 * Only throttling is tried again here, for it alone says that the mail was not sent. After a cut connection nobody
 * knows: whoever reserved the mail decides whether twice or never is worse (docs/adr/009).
 */
export function sesPostOffice(settings: {
  readonly from: string;
  readonly configurationSet: string;
  readonly region: string;
  /** For tests, which do not wait. */
  readonly pause?: (ms: number) => Promise<void>;
}): PostOffice {
  const client = new SESClient({ maxAttempts: 1 });
  const pause = settings.pause ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)));

  return {
    async send(mail) {
      for (let tried = 1; ; tried += 1) {
        try {
          const { MessageId } = await client.send(
            new SendRawEmailCommand({
              Source: settings.from,
              Destinations: [mail.to],
              RawMessage: { Data: mail.raw },
              ConfigurationSetName: settings.configurationSet,
            }),
          );
          if (MessageId === undefined) throw new Error('the mail service gave no id');
          return { kind: 'sent', messageId: sesMessageId(MessageId, settings.region) };
        } catch (error) {
          const means = meaningOf(error);
          if (means === 'refused') return { kind: 'refused' };
          if (means.why !== 'throttled' || tried === THROTTLED_TRIES)
            throw new MailPostponed(means.why, { mayBeSent: means.mayBeSent, cause: error });
          // Full jitter: those who were refused together do not come back together.
          await pause(Math.random() * FIRST_PAUSE_MS * 2 ** tried);
        }
      }
    },
  };
}

type Meaning = 'refused' | { readonly why: PostponedWhy; readonly mayBeSent: boolean };

/** What an answer of SES means for this one mail. */
function meaningOf(error: unknown): Meaning {
  // Cut off, timed out, or no answer that anybody understands.
  if (!(error instanceof SESServiceException)) return { why: 'outage', mayBeSent: true };
  const notSent = (why: PostponedWhy): Meaning => ({ why, mayBeSent: false });
  switch (error.name) {
    case 'Throttling':
    case 'ThrottlingException':
    case 'TooManyRequestsException':
      return notSent(/quota/i.test(error.message) ? 'quota' : 'throttled');
    case 'LimitExceededException':
      return notSent('quota');
    case 'AccountSendingPausedException':
    case 'ConfigurationSetSendingPausedException':
      return notSent('paused');
    case 'MessageRejected':
      // In the sandbox, and while our domain is not verified, SES rejects every mail. That is our doing and passes.
      return /not verified/i.test(error.message) ? notSent('outage') : 'refused';
    case 'InvalidParameterValue':
      // The address, as the receiving side would refuse it; it is no better tomorrow.
      return 'refused';
    default:
      return { why: 'outage', mayBeSent: (error.$metadata.httpStatusCode ?? 500) >= 500 };
  }
}

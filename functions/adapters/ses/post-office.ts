import { MessageRejected, SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
import type { PostOffice } from '../../ports/world.ts';

/**
 * SES v1, raw: our own headers. SES replaces Message-ID by its own, `<id@email.amazonses.com>` in us-east-1 and
 * `<id@REGION.amazonses.com>` elsewhere; that is what a reply names.
 */
export function sesPostOffice(settings: {
  readonly from: string;
  readonly configurationSet: string;
  readonly region: string;
}): PostOffice {
  const client = new SESClient({});
  const host = settings.region === 'us-east-1' ? 'email.amazonses.com' : `${settings.region}.amazonses.com`;
  return {
    async send(mail) {
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
        // An emulator may give the whole id, where SES gives what stands before the @.
        return {
          kind: 'sent',
          messageId: MessageId.includes('@') ? `<${MessageId}>` : `<${MessageId}@${host}>`,
        };
      } catch (error) {
        // The address or the content, not the moment: SES says the same tomorrow.
        if (error instanceof MessageRejected) return { kind: 'refused' };
        throw error;
      }
    },
  };
}

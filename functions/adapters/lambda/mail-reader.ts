import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { MailReader } from '../../ports/reconciliation.ts';

/** The mail intake, called by event: Lambda tries it three times and keeps what failed, as with an event of SES. */
export function lambdaMailReader(functionName: string): MailReader {
  const client = new LambdaClient({});
  return {
    async takeIn(messageId) {
      await client.send(
        new InvokeCommand({
          FunctionName: functionName,
          InvocationType: 'Event',
          Payload: JSON.stringify({ replay: { messageId } }),
        }),
      );
    },
  };
}

import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { MailDesk } from '../../ports/mail-desk.ts';
import { extractedSchema, mailDecidedSchema, type MailTask } from '../../ports/mail-task.ts';

/** The function that opens stored mail, called for its answer. */
export function lambdaMailDesk(functionName: string): MailDesk {
  const client = new LambdaClient({});
  const ask = async (task: MailTask): Promise<unknown> => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(task) }),
    );
    // Its words are in its own log; they may name what a mail says.
    if (FunctionError !== undefined) throw new Error(`opening a stored mail failed: ${FunctionError}`);
    return JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
  };
  return {
    accept: async (command) => mailDecidedSchema.parse(await ask({ task: 'accept', command })),
    attach: async (command) => mailDecidedSchema.parse(await ask({ task: 'attach', command })),
    refuse: async (command) => mailDecidedSchema.parse(await ask({ task: 'refuse', command })),
    extract: async (ledgerId, place) =>
      extractedSchema.parse(await ask({ task: 'extract', ledgerId, place })),
  };
}

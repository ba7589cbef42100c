import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Machines } from '../../ports/world.ts';

/** Step Functions. An execution is named by the fact that called for it, so the same fact starts it once (90 days). */
export function stepFunctionsMachines(
  arns: Readonly<Record<'recovery' | 'escalation' | 'campaign' | 'import', string>>,
): Machines {
  const client = new SFNClient({});
  return {
    async start(machine, name, input) {
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn: arns[machine], name, input: JSON.stringify(input) }),
        );
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return;
        throw error;
      }
    },

    async wake(taskToken, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
        return 'woken';
      } catch (error) {
        if (
          error instanceof TaskTimedOut ||
          error instanceof InvalidToken ||
          error instanceof TaskDoesNotExist
        )
          return 'too-late';
        throw error;
      }
    },
  };
}

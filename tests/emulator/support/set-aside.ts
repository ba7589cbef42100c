import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { awsCall } from './aws-call.ts';

const workflows = new SFNClient({});

const sqs = (action: string, body: object): Promise<any> =>
  awsCall('sqs', `AmazonSQS.${action}`, body, 'application/x-amz-json-1.0');

/** Names of our queues of dead letters that hold something, with how much. */
export async function deadLetters(): Promise<readonly string[]> {
  const { QueueUrls = [] } = await sqs('ListQueues', { QueueNamePrefix: 'amends-dev-service' });
  const filled: string[] = [];
  for (const QueueUrl of QueueUrls) {
    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
    const held = Number(Attributes.ApproximateNumberOfMessages);
    if (held > 0) filled.push(`${String(QueueUrl).split('/').at(-1)}: ${held}`);
  }
  return filled;
}

/** Executions of our machines that ended badly. */
export async function failedExecutions(): Promise<readonly string[]> {
  const { stateMachines = [] } = await workflows.send(new ListStateMachinesCommand({}));
  const failed: string[] = [];
  for (const { stateMachineArn, name } of stateMachines) {
    if (!name?.startsWith('amends-dev-')) continue;
    for (const statusFilter of ['FAILED', 'TIMED_OUT', 'ABORTED'] as const) {
      const { executions = [] } = await workflows.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter }),
      );
      failed.push(...executions.map((execution) => `${statusFilter}: ${execution.executionArn}`));
    }
  }
  return failed;
}

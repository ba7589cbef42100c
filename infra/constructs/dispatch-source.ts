import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { allow } from './grants.ts';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface DispatchSourceProps {
  readonly table: TableV2;
  readonly to: ServiceFunction;
}

/** Facts that start a machine, from the table's stream: inserts that carry `dispatch`, and waits that were answered already. */
export class DispatchSource extends Construct {
  constructor(scope: Construct, id: string, { table, to }: DispatchSourceProps) {
    super(scope, id);
    const stream = table.tableStreamArn;
    if (stream === undefined) throw new Error('the table has no stream to dispatch from');
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      of: 'dispatch',
      impact: 'A case was accepted but its workflow never started: the customer has a number and no answer.',
    });
    to.allow(
      allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]),
    );
    to.allow(allow(['dynamodb:ListStreams'], ['*']));
    new EventSourceMapping(this, 'Mapping', {
      target: to.lambda,
      eventSourceArn: stream,
      // The oldest record first: a pause between two deployments loses nothing.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 25,
      maxBatchingWindow: Duration.seconds(0),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(deadLetters.queue),
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: { NewImage: { dispatch: { S: [{ exists: true }] } } },
        }),
        // A wait that was answered before it was written; facts are never modified, waits may be.
        FilterCriteria.filter({
          eventName: ['MODIFY'],
          dynamodb: { NewImage: { dispatch: { S: ['wake'] } } },
        }),
      ],
    });
    new ServiceAlarm(this, 'Behind', {
      name: 'dispatch-behind',
      impact: 'Accepted cases wait for their workflow: customers get their acknowledgement late.',
      metric: to.lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'max' }),
      above: Duration.minutes(5).toMilliseconds(),
    });
  }
}

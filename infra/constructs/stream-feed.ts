import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

interface StreamFeedProps {
  readonly table: TableV2;
  readonly to: Pick<ServiceFunction, 'allow' | 'lambda'>;
  /** Which of the table's changes; made by `FilterCriteria.filter`. */
  readonly filters: readonly Readonly<Record<string, unknown>>[];
  /** Changes given to it at once, at most. */
  readonly batchSize?: number;
  /** What five tries within six hours could not bring. */
  readonly deadLetters: DeadLetters;
}

/** Feeds a function with changes of the table, in order, each at least once; a bad one is cut out and set aside. */
export class StreamFeed extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { table, to, filters, batchSize = 25, deadLetters }: StreamFeedProps,
  ) {
    super(scope, id);
    const stream = table.tableStreamArn;
    if (stream === undefined) throw new Error('the table has no stream to feed from');
    to.allow(
      allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [stream]),
    );
    to.allow(allow(['dynamodb:ListStreams'], ['*']));
    new EventSourceMapping(this, 'Mapping', {
      target: to.lambda,
      eventSourceArn: stream,
      // The oldest record first: a pause between two deployments loses nothing.
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      maxBatchingWindow: Duration.seconds(0),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(deadLetters.queue),
      filters: [...filters],
    });
  }
}

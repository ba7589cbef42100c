import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import { StreamFeed } from './stream-feed.ts';

interface DispatchSourceProps {
  readonly table: TableV2;
  readonly to: ServiceFunction;
}

/** Facts that start a machine, from the table's stream: inserts that carry `dispatch`, and waits that were answered already. */
export class DispatchSource extends Construct {
  constructor(scope: Construct, id: string, { table, to }: DispatchSourceProps) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      of: 'dispatch',
      impact: 'A case was accepted but its workflow never started: the customer has a number and no answer.',
    });
    new StreamFeed(this, 'Feed', {
      table,
      to,
      deadLetters,
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

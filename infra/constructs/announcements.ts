import { Stack } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria } from 'aws-cdk-lib/aws-lambda';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { toldFacts } from '../../functions/domain/event/domain-event.ts';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';
import { StreamFeed } from './stream-feed.ts';

interface AnnouncementsProps {
  readonly table: TableV2;
  readonly by: ServiceFunction<'EVENT_BUS'>;
}

/** The account's own bus: it is always there, and a rule of the firm can listen without touching our stacks. */
const BUS = 'default';

/**
 * What the firm's other systems are told, from the table's stream, apart from what starts our machines: when the bus
 * is down no case waits for it. A stream feeds at most two functions without slowing; this is the second.
 */
export class Announcements extends Construct {
  constructor(scope: Construct, id: string, { table, by }: AnnouncementsProps) {
    super(scope, id);
    by.set('EVENT_BUS', BUS);
    by.allow(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: ['events:PutEvents'],
        resources: [
          Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: BUS }),
        ],
        conditions: { StringEquals: { 'events:source': 'amends' } },
      }),
    );
    const deadLetters = new DeadLetters(this, 'DeadLetters', {
      of: 'announce',
      impact: 'Another system was not told what happened: billing may not have heard of an accepted offer.',
    });
    new StreamFeed(this, 'Feed', {
      table,
      to: by,
      // Told ten at a time: a feed of a million outcomes must not hold up what billing has to hear.
      batchSize: 100,
      deadLetters,
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: { NewImage: { happened: { M: { type: { S: [...toldFacts] } } } } },
        }),
        // An offer on a case is told by the fact that made it.
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: {
            NewImage: { sk: { S: ['OFFER'] }, campaign: { M: { step: { S: [{ exists: true }] } } } },
          },
        }),
        FilterCriteria.filter({ dynamodb: { NewImage: { sk: { S: ['BUDGET', 'WARNED'] } } } }),
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: {
            NewImage: {
              pk: { S: [{ prefix: 'CUSTOMER#' }] },
              sk: { S: [{ prefix: 'STATUS#' }, { prefix: 'OUTCOME#' }] },
            },
          },
        }),
      ],
    });
  }
}

import { Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';
import type { Mailer } from './mailer.ts';
import type { ServiceFunction } from './service-function.ts';

interface MailFeedbackProps {
  readonly mailer: Mailer;
  readonly to: ServiceFunction;
  /** Where an event goes that could not be handed over. */
  readonly deadLetters: DeadLetters;
}

/**
 * Bounces and complaints of our own configuration set, for other stages may send from the same account. SES publishes them
 * to the default event bus and to no other.
 */
export class MailFeedback extends Construct {
  constructor(scope: Construct, id: string, { mailer, to, deadLetters }: MailFeedbackProps) {
    super(scope, id);
    new CfnConfigurationSetEventDestination(this, 'Destination', {
      configurationSetName: mailer.configurationSetName,
      eventDestination: {
        enabled: true,
        matchingEventTypes: ['bounce', 'complaint'],
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({
            service: 'events',
            resource: 'event-bus',
            resourceName: 'default',
          }),
        },
      },
    });
    new Rule(this, 'Rule', {
      description: 'Amends: mail that bounced or was called spam',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          eventType: ['Bounce', 'Complaint'],
          mail: { tags: { 'ses:configuration-set': [mailer.configurationSetName] } },
        },
      },
      targets: [new LambdaFunction(to.lambda, { deadLetterQueue: deadLetters.queue })],
    });
  }
}

import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

interface OutcomeFeedProps {
  /** `source` of the events that are heard. */
  readonly source: string;
  readonly to: ServiceFunction;
  /** Hears of promises that were kept, from the CRM or our own house. */
  readonly promises: ServiceFunction;
  /** Hears of each outcome once it is recorded. */
  readonly counts: ServiceFunction;
  /** Where an event goes that could not be handed over. */
  readonly deadLetters: DeadLetters;
}

/** Under which we tell what happens here: `announce` may put events as nobody else. */
const OWN_SOURCE = 'amends';

/**
 * What the firm's CRM says became of customers: its events on the default event bus, which is always there and which
 * a CRM, a pipe or a rule of another bus can put to without touching our stacks. Our own events that say that a customer
 * left are heard beside it: they come by the stream, so no crash loses one.
 */
export class OutcomeFeed extends Construct {
  constructor(scope: Construct, id: string, { source, to, promises, counts, deadLetters }: OutcomeFeedProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: 'Amends: what became of customers, as the CRM tells it',
      eventPattern: { source: [source], detailType: ['CustomerOutcome'] },
      targets: [new LambdaFunction(to.lambda, { deadLetterQueue: deadLetters.queue })],
    });
    new Rule(this, 'Leavings', {
      description: 'Amends: who left, as happened in our own house',
      eventPattern: { source: [OWN_SOURCE], detail: { left: [true] } },
      targets: [new LambdaFunction(to.lambda, { deadLetterQueue: deadLetters.queue })],
    });
    new Rule(this, 'Stayings', {
      description: 'Amends: who asked to leave and stays after all',
      eventPattern: { source: [OWN_SOURCE], detail: { stays: [true] } },
      targets: [new LambdaFunction(to.lambda, { deadLetterQueue: deadLetters.queue })],
    });
    new Rule(this, 'Promises', {
      description: 'Amends: promises that were kept',
      eventPattern: { source: [source, OWN_SOURCE], detailType: ['PromiseKept'] },
      targets: [new LambdaFunction(promises.lambda, { deadLetterQueue: deadLetters.queue })],
    });
    new Rule(this, 'Recorded', {
      description: 'Amends: outcomes that were recorded, by whichever way they came',
      eventPattern: { source: [OWN_SOURCE], detailType: ['OutcomeRecorded'] },
      targets: [new LambdaFunction(counts.lambda, { deadLetterQueue: deadLetters.queue })],
    });
  }
}

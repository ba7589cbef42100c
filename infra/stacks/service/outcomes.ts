import type { Construct } from 'constructs';
import { Env as CountKeptEnv } from '../../../functions/handlers/count-kept/env.ts';
import { Env as EarnForPromiseEnv } from '../../../functions/handlers/earn-for-promise/env.ts';
import { Env as HearOutcomeEnv } from '../../../functions/handlers/hear-outcome/env.ts';
import { DeadLetters } from '../../constructs/dead-letters.ts';
import { OutcomeFeed } from '../../constructs/outcome-feed.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { stageOf } from '../../constructs/stage.ts';
import type { Ground } from './ground.ts';

/** What the firm's own systems say became of customers, and who learns of it. */
export function addOutcomes(stack: Construct, ground: Ground): void {
  const rejectedOutcomes = new DeadLetters(stack, 'RejectedOutcomes', {
    of: 'outcome',
    impact:
      'What was told of a customer was not taken in: reports and offers learn nothing from it, or points are missing.',
  });

  const hearOutcome = new ServiceFunction(stack, 'HearOutcome', {
    handler: 'hear-outcome',
    env: HearOutcomeEnv,
    impactIfDown: 'What the CRM says became of customers is not counted. Cases and campaigns go on.',
    failedEvents: rejectedOutcomes,
  });
  ground.table.bind(hearOutcome, { as: 'TABLE', may: ['read', 'write'] });

  const countKept = new ServiceFunction(stack, 'CountKept', {
    handler: 'count-kept',
    env: CountKeptEnv,
    impactIfDown:
      'The progress of campaigns does not say whom they kept. Reports do; nobody is written to less.',
    failedEvents: rejectedOutcomes,
  });
  ground.table.bind(countKept, {
    as: 'TABLE',
    may: ['read', 'write'],
    writesOnly: ['JOURNEY#', 'CAMPAIGN#'],
  });

  const earnForPromise = new ServiceFunction(stack, 'EarnForPromise', {
    handler: 'earn-for-promise',
    env: EarnForPromiseEnv,
    impactIfDown: 'Customers get no points for promises that were kept until it runs again.',
    failedEvents: rejectedOutcomes,
  });
  ground.table.bind(earnForPromise, { as: 'TABLE', may: ['read', 'write'], writesOnly: ['POINTS#'] });

  new OutcomeFeed(stack, 'OutcomeFeed', {
    source: stageOf(stack).settings.outcomeSource,
    to: hearOutcome,
    promises: earnForPromise,
    counts: countKept,
    deadLetters: rejectedOutcomes,
  });
}

import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Env as SweepEnv } from '../../../functions/handlers/sweep/env.ts';
import { Env as TellOfEndingPointsEnv } from '../../../functions/handlers/tell-of-ending-points/env.ts';
import { Env as WatchDriftEnv } from '../../../functions/handlers/watch-drift/env.ts';
import { PromiseAlarms } from '../../constructs/promise-alarms.ts';
import { Schedule } from '../../constructs/schedule.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { stageOf } from '../../constructs/stage.ts';
import type { Ground } from './ground.ts';

/** What is due by the clock, and alarms for what was due and did not happen. */
export function addDueWork(stack: Construct, ground: Ground): void {
  const sweep = new ServiceFunction(stack, 'Sweep', {
    handler: 'sweep',
    env: SweepEnv,
    impactIfDown: 'Nothing falls due: resolved cases do not close, and a missed start is not noticed.',
    failedEvents: ground.missedStarts,
    timeout: Duration.minutes(4),
  });
  ground.table.bind(sweep, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(sweep);

  const tellOfPoints = new ServiceFunction(stack, 'TellOfEndingPoints', {
    handler: 'tell-of-ending-points',
    env: TellOfEndingPointsEnv,
    impactIfDown: 'Customers are not told that their points are about to end, and may lose them unknowing.',
    failedEvents: ground.missedStarts,
    timeout: Duration.minutes(14),
  });
  // Accounts from which ended points go, its mails, and what we remember of the addresses.
  ground.table.bind(tellOfPoints, {
    as: 'TABLE',
    may: ['read', 'write'],
    writesOnly: ['POINTS#', 'NOTICE#', 'REACH#'],
  });
  ground.mayMail(tellOfPoints);
  new Schedule(stack, 'PointsSchedule', {
    name: 'tell-of-ending-points',
    // Every six hours: the quiet hours of no zone hold all of them.
    expression: 'cron(15 3,9,15,21 * * ? *)',
    starts: tellOfPoints,
    deadLetters: ground.missedStarts,
  });

  const watchDrift = new ServiceFunction(stack, 'WatchDrift', {
    handler: 'watch-drift',
    scores: true,
    env: WatchDriftEnv,
    impactIfDown: 'Nobody is told when customers are no longer like those the churn model learned from.',
    failedEvents: ground.missedStarts,
    timeout: Duration.minutes(2),
  });
  ground.table.bind(watchDrift, { as: 'TABLE', may: ['read'] });
  new Schedule(stack, 'DriftSchedule', {
    name: 'watch-drift',
    expression: 'cron(30 4 * * ? *)',
    starts: watchDrift,
    deadLetters: ground.missedStarts,
  });

  new Schedule(stack, 'SweepSchedule', {
    name: 'sweep',
    expression: stageOf(stack).settings.sweepEvery,
    starts: sweep,
    deadLetters: ground.missedStarts,
  });
  new PromiseAlarms(stack, 'Promises');
}

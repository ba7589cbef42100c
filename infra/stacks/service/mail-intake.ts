import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Env as ReceiveMailEnv } from '../../../functions/handlers/receive-mail/env.ts';
import { Env as ReconcileMailEnv } from '../../../functions/handlers/reconcile-mail/env.ts';
import { DeadLetters } from '../../constructs/dead-letters.ts';
import { Schedule } from '../../constructs/schedule.ts';
import { ONE_VCPU, ServiceFunction } from '../../constructs/service-function.ts';
import { stageOf } from '../../constructs/stage.ts';
import type { Ground } from './ground.ts';

/** Mail that comes in, and the look for what came in unnoticed. */
export function addMailIntake(
  stack: Construct,
  ground: Ground,
): ServiceFunction<keyof typeof ReceiveMailEnv.shape> {
  const unreadMail = new DeadLetters(stack, 'UnreadMail', {
    of: 'mail',
    impact: 'A mail that arrived was never read: its sender waits for an answer.',
  });

  const receiveMail = new ServiceFunction(stack, 'ReceiveMail', {
    handler: 'receive-mail',
    env: ReceiveMailEnv,
    impactIfDown: 'Complaints by mail wait in the bucket unread. Nothing is lost; nobody is answered.',
    memory: ONE_VCPU,
    timeout: Duration.minutes(2),
    failedEvents: unreadMail,
  });
  ground.table.bind(receiveMail, { as: 'TABLE', may: ['read', 'write'] });
  ground.mailBucket.bindMail(receiveMail);
  ground.mayLink(receiveMail);

  const reconcileMail = new ServiceFunction(stack, 'ReconcileMail', {
    handler: 'reconcile-mail',
    env: ReconcileMailEnv,
    impactIfDown: 'Mail whose event was lost stays unread until this runs again. Nothing else is affected.',
    timeout: Duration.minutes(4),
    failedEvents: ground.missedStarts,
  });
  ground.table.bind(reconcileMail, { as: 'TABLE', may: ['read', 'write', 'delete'] });
  ground.mailBucket.bindMailList(reconcileMail);
  receiveMail.letCall(reconcileMail, { as: 'MAIL_INTAKE' });

  new Schedule(stack, 'ReconcileSchedule', {
    name: 'reconcile-mail',
    expression: stageOf(stack).settings.reconcileEvery,
    starts: reconcileMail,
    deadLetters: ground.missedStarts,
  });
  return receiveMail;
}

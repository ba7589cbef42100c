import { Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters.ts';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';
import { named, stageOf } from './stage.ts';

interface ScheduleProps {
  readonly name: string;
  /** `rate(5 minutes)` or `cron(…)`, in the firm's time zone. */
  readonly expression: string;
  readonly starts: ServiceFunction;
  readonly deadLetters: DeadLetters;
}

/** Starts a function by the clock. A start that fails is tried again for an hour, then kept as a dead letter. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const { settings } = stageOf(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(allow(['lambda:InvokeFunction'], [props.starts.lambda.functionArn]));
    role.addToPolicy(allow(['sqs:SendMessage'], [props.deadLetters.queue.queueArn]));
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: named(this, props.name),
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: settings.timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.starts.lambda.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
        deadLetterConfig: { arn: props.deadLetters.queue.queueArn },
      },
    });
    schedule.node.addDependency(role);
  }
}

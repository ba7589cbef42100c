import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { named, stageOf } from './stage.ts';

interface ServiceAlarmProps {
  /** Short name in kebab-case; also the heading of its section in docs/runbook.md. */
  readonly name: string;
  /** What the customer or the staff feel while this is wrong. */
  readonly impact: string;
  readonly metric: IMetric;
  /** The alarm rings above this value. */
  readonly above: number;
}

/** An alarm that says what is felt and where to read on. Silence counts as healthy: idle costs nothing here. */
export class ServiceAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ServiceAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: named(this, props.name),
      alarmDescription: `${props.impact} Runbook: docs/runbook.md#${props.name}`,
      metric: props.metric,
      threshold: props.above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const topic = stageOf(this).settings.alarmTopicArn;
    if (topic !== undefined) alarm.addAlarmAction(new SnsAction(Topic.fromTopicArn(this, 'Topic', topic)));
  }
}

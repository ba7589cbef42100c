import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ServiceAlarm } from './service-alarm.ts';

/** What the sweeper reports with every run (embedded metrics, namespace `Amends`, dimension `service`). */
const fromSweeper = (metricName: string): Metric =>
  new Metric({
    namespace: 'Amends',
    metricName,
    dimensionsMap: { service: 'sweep' },
    period: Duration.minutes(15),
    statistic: 'Maximum',
  });

/** A workflow can wait with every other alarm green; only the facts in the table tell that a promise is stuck. */
export class PromiseAlarms extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ServiceAlarm(this, 'Stuck', {
      name: 'stuck-cases',
      impact:
        'Cases have neither an open wait nor a person: nobody is working on them and nothing will wake them.',
      metric: fromSweeper('StuckCases'),
      above: 0,
    });
    new ServiceAlarm(this, 'Overdue', {
      name: 'due-work-late',
      impact: 'Work that fell due is not done: closings, expiries and reminders come late.',
      metric: fromSweeper('OldestDueSeconds'),
      above: Duration.minutes(30).toSeconds(),
    });
  }
}

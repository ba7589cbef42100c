import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { ServiceAlarm } from './service-alarm.ts';
import { stageOf } from './stage.ts';

/** A workflow can wait with every other alarm green; only the facts in the table tell that a promise is stuck. */
export class PromiseAlarms extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new ServiceAlarm(this, 'WithoutAction', {
      name: 'promises-without-action',
      impact: 'Something fell due on a case and nothing was there to do it: nobody works on that case.',
      metric: this.#fromSweeper('PromisesWithoutAction'),
      above: 0,
    });
    new ServiceAlarm(this, 'Restarted', {
      name: 'recoveries-restarted',
      impact: 'Workflows of cases had died or never begun; their customers are helped late.',
      metric: this.#fromSweeper('RecoveriesRestarted'),
      above: 0,
    });
  }

  /** What the sweeper reports with every run, as embedded metrics (functions/runtime/metrics.ts). */
  #fromSweeper(metricName: string): Metric {
    return new Metric({
      namespace: 'Amends',
      metricName,
      dimensionsMap: { service: 'sweep', stage: stageOf(this).settings.stage },
      period: Duration.minutes(15),
      statistic: 'Sum',
    });
  }
}

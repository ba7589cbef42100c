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
      metric: this.#of('sweep', 'PromisesWithoutAction', 15),
      above: 0,
    });
    new ServiceAlarm(this, 'Restarted', {
      name: 'recoveries-restarted',
      impact: 'Workflows of cases had died or never begun; their customers are helped late.',
      metric: this.#of('sweep', 'RecoveriesRestarted', 15),
      above: 0,
    });
    new ServiceAlarm(this, 'NotInLedger', {
      name: 'mail-not-in-ledger',
      impact: 'Mail arrived and the intake was never told: its senders were heard an hour late or more.',
      metric: this.#of('reconcile-mail', 'MailNotInLedger', 60),
      above: 0,
    });
    new ServiceAlarm(this, 'Gone', {
      name: 'stored-mail-gone',
      impact: 'The raw message of a complaint is no longer in the bucket: it cannot be read or shown again.',
      metric: this.#of('reconcile-mail', 'StoredMailGone', 60),
      above: 0,
    });
    new ServiceAlarm(this, 'Drifted', {
      name: 'churn-model-drifted',
      impact: 'Customers are unlike those the churn model learned from: risks and their order may be wrong.',
      metric: this.#of('watch-drift', 'DriftedFeatures', 60),
      above: 0,
    });
  }

  /** What a scheduled function reports with every run, as embedded metrics (functions/runtime/metrics.ts). */
  #of(service: 'sweep' | 'reconcile-mail' | 'watch-drift', metricName: string, minutes: number): Metric {
    return new Metric({
      namespace: 'Amends',
      metricName,
      dimensionsMap: { service, stage: stageOf(this).settings.stage },
      period: Duration.minutes(minutes),
      statistic: 'Sum',
    });
  }
}

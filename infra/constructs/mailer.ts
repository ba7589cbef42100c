import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import { stageOf } from './stage.ts';

/** AWS reviews an account above 5 % bounces and may stop it above 10 %. */
const BOUNCE_RATE_OF_REVIEW = 0.05;

/** The right to send mail, from one address only. */
export class Mailer extends Construct {
  readonly #identity: EmailIdentity;
  readonly #configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { settings } = stageOf(this);
    this.#configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      reputationMetrics: true,
      sendingEnabled: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
    });
    this.#identity = new EmailIdentity(this, 'Identity', { identity: Identity.domain(settings.mailDomain) });

    new ServiceAlarm(this, 'Bounces', {
      name: 'mail-bounces',
      impact: 'Mails come back. Above 10 % AWS may stop all sending, and no customer hears from us.',
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'Reputation.BounceRate',
        dimensionsMap: { 'ses:configuration-set': this.#configurationSet.configurationSetName },
        period: Duration.hours(1),
        statistic: 'Maximum',
      }),
      above: BOUNCE_RATE_OF_REVIEW,
    });
  }

  /** Under which SES sends our mail, and tells of it. */
  get configurationSetName(): string {
    return this.#configurationSet.configurationSetName;
  }

  /** Lets the function send raw mail as `mailFrom`, and tells it how. */
  bind(fn: ServiceFunction<'MAIL_FROM' | 'CONFIGURATION_SET'>): void {
    const { mailFrom } = stageOf(this).settings;
    fn.set('MAIL_FROM', mailFrom);
    fn.set('CONFIGURATION_SET', this.#configurationSet.configurationSetName);
    fn.allow(
      new PolicyStatement({
        actions: ['ses:SendRawEmail'],
        resources: [
          this.#identity.emailIdentityArn,
          Stack.of(this).formatArn({
            service: 'ses',
            resource: 'configuration-set',
            resourceName: this.#configurationSet.configurationSetName,
          }),
        ],
        conditions: { StringEquals: { 'ses:FromAddress': mailFrom } },
      }),
    );
  }
}

import { CfnOutput } from 'aws-cdk-lib';
import { CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { ActiveRuleSet } from '../constructs/active-rule-set.ts';
import { ReceiptRules } from '../constructs/receipt-rules.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';
import type { ServiceStack } from './service-stack.ts';

/** Receiving of mail and of what became of ours: apart from the service, for only some regions receive and emulators know neither. */
export class InboundStack extends StageStack {
  constructor(scope: Construct, facts: StageFacts, service: ServiceStack) {
    super(scope, 'inbound', facts);
    const rules = new ReceiptRules(this, 'Receipt', {
      bucket: service.mailBucket,
      receiveMail: service.receiveMail,
    });
    if (facts.settings.activateReceiptRules) new ActiveRuleSet(this, 'Active', rules.ruleSet);
    new CfnConfigurationSetEventDestination(this, 'Feedback', {
      configurationSetName: service.mailer.configurationSetName,
      eventDestination: {
        enabled: true,
        matchingEventTypes: ['bounce', 'complaint'],
        // SES publishes to the default bus and to no other; a rule of the service listens there.
        eventBridgeDestination: {
          eventBusArn: this.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      },
    });
    new CfnOutput(this, 'MailExchanger', { value: `10 inbound-smtp.${this.region}.amazonaws.com` });
  }
}

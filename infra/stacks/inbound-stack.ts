import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ActiveRuleSet } from '../constructs/active-rule-set.ts';
import { ReceiptRules } from '../constructs/receipt-rules.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';
import type { ServiceStack } from './service-stack.ts';

/** Receiving of mail: apart from the service, for only some regions receive and emulators know no receipt rules. */
export class InboundStack extends StageStack {
  constructor(scope: Construct, facts: StageFacts, service: ServiceStack) {
    super(scope, 'inbound', facts);
    const rules = new ReceiptRules(this, 'Receipt', {
      bucket: service.mailBucket,
      receiveMail: service.receiveMail,
    });
    if (facts.settings.activateReceiptRules) new ActiveRuleSet(this, 'Active', rules.ruleSet);
    new CfnOutput(this, 'MailExchanger', { value: `10 inbound-smtp.${this.region}.amazonaws.com` });
  }
}

import { Stack } from 'aws-cdk-lib';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { ReceiptRule, ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { bucketFolders, type MailBucket } from './mail-bucket.ts';
import type { ServiceFunction } from './service-function.ts';
import { named, stageOf } from './stage.ts';

interface ReceiptRulesProps {
  readonly bucket: MailBucket;
  readonly receiveMail: ServiceFunction;
}

/**
 * Mail to the intake's domain is stored first and announced second: the event's message id is the object's key.
 * The bucket already lets this rule set store (MailBucket); the function's permission is given here.
 */
export class ReceiptRules extends Construct {
  readonly ruleSet: ReceiptRuleSet;

  constructor(scope: Construct, id: string, { bucket, receiveMail }: ReceiptRulesProps) {
    super(scope, id);
    const { intakeAddress } = stageOf(this).settings;
    this.ruleSet = new ReceiptRuleSet(this, 'RuleSet', { receiptRuleSetName: named(this, 'inbound') });
    const permission = new CfnPermission(this, 'MayInvoke', {
      action: 'lambda:InvokeFunction',
      functionName: receiveMail.lambda.functionName,
      principal: 'ses.amazonaws.com',
      sourceAccount: Stack.of(this).account,
    });
    const rule = new ReceiptRule(this, 'Intake', {
      ruleSet: this.ruleSet,
      // The whole domain: replies come to signed addresses, complaints+<signature>@….
      recipients: [intakeAddress.slice(intakeAddress.indexOf('@') + 1)],
      scanEnabled: true,
      tlsPolicy: TlsPolicy.OPTIONAL,
      actions: [
        {
          bind: () => ({
            s3Action: { bucketName: bucket.bucket.bucketName, objectKeyPrefix: bucketFolders.mail },
          }),
        },
        {
          bind: () => ({
            lambdaAction: { functionArn: receiveMail.lambda.functionArn, invocationType: 'Event' },
          }),
        },
      ],
    });
    rule.node.addDependency(permission);
  }
}

import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import { logRetention } from './stage.ts';

/**
 * Makes a rule set the active one of its account and region, which CloudFormation cannot. The one custom
 * resource we allow. Deleting it changes nothing: by then the active set may be somebody else's.
 */
export class ActiveRuleSet extends Construct {
  constructor(scope: Construct, id: string, ruleSet: ReceiptRuleSet) {
    super(scope, id);
    const call = {
      service: 'SES',
      action: 'setActiveReceiptRuleSet',
      parameters: { RuleSetName: ruleSet.receiptRuleSetName },
      physicalResourceId: PhysicalResourceId.of(`active-${ruleSet.receiptRuleSetName}`),
    };
    const logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention(this),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]));
    const resource = new AwsCustomResource(this, 'Activation', {
      onCreate: call,
      onUpdate: call,
      installLatestAwsSdk: false,
      logGroup,
      role,
      memorySize: 256,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['ses:SetActiveReceiptRuleSet'], resources: ['*'] }),
      ]),
    });
    resource.node.addDependency(ruleSet);
    Validations.of(resource).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'ses:SetActiveReceiptRuleSet knows no resource: the active set is a property of the account.',
    });
    const provider = Stack.of(this).node.findChild(
      `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '')}`,
    );
    Validations.of(provider).acknowledge(
      {
        id: 'Serverless-LambdaDLQ',
        reason: 'CloudFormation calls it during a deployment and shows its error there.',
      },
      { id: 'Serverless-LambdaTracing', reason: 'Runs once per deployment; its log says all there is.' },
    );
  }
}

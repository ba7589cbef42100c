import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Front } from '../constructs/front.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';
import type { ServiceStack } from './service-stack.ts';

/** CloudFront before the API. To be reached by links too, the stage also needs `publicUrl`. */
export class EdgeStack extends StageStack {
  constructor(scope: Construct, facts: StageFacts, service: ServiceStack) {
    super(scope, 'edge', facts);
    const front = new Front(this, 'Front', service.api);
    new CfnOutput(this, 'EdgeDomainName', { value: front.distribution.distributionDomainName });
  }
}

import { CfnOutput } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Env as ReceiveMailEnv } from '../../functions/handlers/receive-mail/env.ts';
import type { CaseTable } from '../constructs/case-table.ts';
import type { HttpApi } from '../constructs/http-api.ts';
import type { MailBucket } from '../constructs/mail-bucket.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';
import { addCampaigns } from './service/campaigns.ts';
import { addCustomerApis } from './service/customer-apis.ts';
import { addDueWork } from './service/due-work.ts';
import { addEscalation } from './service/escalation.ts';
import { Ground } from './service/ground.ts';
import { addImports } from './service/imports.ts';
import { addMailDesk } from './service/mail-desk.ts';
import { addMailFeedback } from './service/mail-feedback.ts';
import { addMailIntake } from './service/mail-intake.ts';
import { addOutcomes } from './service/outcomes.ts';
import { addRecovery } from './service/recovery.ts';
import { addStaffApis } from './service/staff-apis.ts';
import { addStream } from './service/stream.ts';

/** Everything that runs. A part of `service/` says what is felt when each of its functions is down, and what each may do. */
export class ServiceStack extends StageStack {
  readonly mailBucket: MailBucket;
  readonly receiveMail: ServiceFunction<keyof typeof ReceiveMailEnv.shape>;
  readonly api: HttpApi;

  constructor(scope: Construct, facts: StageFacts, table: CaseTable) {
    super(scope, 'service', facts);
    const ground = new Ground(this, table);

    addCustomerApis(this, ground);
    addStaffApis(this, ground);
    const receiveMail = addMailIntake(this, ground);
    addMailDesk(this, ground);
    addMailFeedback(this, ground);
    addOutcomes(this, ground);
    const recovery = addRecovery(this, ground);
    const escalation = addEscalation(this, ground);
    const campaign = addCampaigns(this, ground);
    const imports = addImports(this, ground);
    addStream(this, ground, { recovery, escalation, campaign, imports });
    addDueWork(this, ground);

    this.mailBucket = ground.mailBucket;
    this.receiveMail = receiveMail;
    this.api = ground.api;
    this.#output('ApiUrl', ground.api.api.apiEndpoint);
    this.#output('TableName', table.table.tableName);
    this.#output('MailBucketName', ground.mailBucket.bucket.bucketName);
    this.#output('RecoveryWorkflowArn', recovery.machine.stateMachineArn);
    this.#output('ReceiveMailFunctionName', receiveMail.lambda.functionName);
    this.#output('UserPoolId', ground.staff.pool.userPoolId);
    this.#output('UserPoolClientId', ground.staff.client.userPoolClientId);
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}

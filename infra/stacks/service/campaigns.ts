import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Env as CloseCampaignEnv } from '../../../functions/handlers/close-campaign/env.ts';
import { Env as PlanCampaignEnv } from '../../../functions/handlers/plan-campaign/env.ts';
import { Env as SendCampaignShardEnv } from '../../../functions/handlers/send-campaign-shard/env.ts';
import { Env as StartCampaignEnv } from '../../../functions/handlers/start-campaign/env.ts';
import { Schedule } from '../../constructs/schedule.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { stageOf } from '../../constructs/stage.ts';
import { Workflow } from '../../constructs/workflow.ts';
import type { Ground } from './ground.ts';

/** Mail to customers who did not complain. */
export function addCampaigns(stack: Construct, ground: Ground): Workflow {
  const startCampaign = new ServiceFunction(stack, 'StartCampaign', {
    handler: 'start-campaign',
    env: StartCampaignEnv,
    impactIfDown: 'The scheduled campaign does not begin. No case is affected.',
    failedEvents: ground.missedStarts,
  });
  ground.table.bind(startCampaign, { as: 'TABLE', may: ['read', 'write'] });

  const planCampaign = new ServiceFunction(stack, 'PlanCampaign', {
    handler: 'plan-campaign',
    env: PlanCampaignEnv,
    impactIfDown: 'A campaign that began reaches nobody. No case is affected.',
  });
  ground.table.bind(planCampaign, { as: 'TABLE', may: ['read', 'write'] });

  const sendCampaignShard = new ServiceFunction(stack, 'SendCampaignShard', {
    handler: 'send-campaign-shard',
    scores: true,
    env: SendCampaignShardEnv,
    impactIfDown: 'Part of a campaign is not sent; it is sent when the shard is run again.',
    timeout: Duration.minutes(4),
  });
  ground.table.bind(sendCampaignShard, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(sendCampaignShard);

  const closeCampaign = new ServiceFunction(stack, 'CloseCampaign', {
    handler: 'close-campaign',
    env: CloseCampaignEnv,
    impactIfDown: 'A campaign was sent but has no report.',
  });
  ground.table.bind(closeCampaign, { as: 'TABLE', may: ['read', 'write'] });

  const campaign = new Workflow(stack, 'Campaign', {
    name: 'campaign',
    calls: [planCampaign, sendCampaignShard, closeCampaign],
    fansOut: true,
    impactIfDown: 'A campaign stopped half-way. Nobody gets anything twice when it is run again.',
  });

  new Schedule(stack, 'CampaignSchedule', {
    name: 'start-campaign',
    expression: stageOf(stack).settings.campaignAt,
    starts: startCampaign,
    deadLetters: ground.missedStarts,
  });
  return campaign;
}

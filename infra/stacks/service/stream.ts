import type { Construct } from 'constructs';
import { Env as AnnounceEnv } from '../../../functions/handlers/announce/env.ts';
import { Env as DispatchEnv } from '../../../functions/handlers/dispatch/env.ts';
import { Announcements } from '../../constructs/announcements.ts';
import { DispatchSource } from '../../constructs/dispatch-source.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import type { Workflow } from '../../constructs/workflow.ts';
import type { Ground } from './ground.ts';

/** The machines that a fact may start or wake. */
interface Machines {
  readonly recovery: Workflow;
  readonly escalation: Workflow;
  readonly campaign: Workflow;
  readonly imports: Workflow;
}

/** What the table's stream feeds: machines that start and wake, and other systems that are told. */
export function addStream(stack: Construct, ground: Ground, machines: Machines): void {
  const dispatch = new ServiceFunction(stack, 'Dispatch', {
    handler: 'dispatch',
    env: DispatchEnv,
    impactIfDown: 'No workflow starts: cases are accepted and then nothing happens.',
  });
  // Ways of customers, and the sum of a campaign's answers.
  ground.table.bind(dispatch, {
    as: 'TABLE',
    may: ['read', 'write'],
    writesOnly: ['JOURNEY#', 'CAMPAIGN#'],
  });
  machines.recovery.bind(dispatch, { as: 'RECOVERY_WORKFLOW_ARN' });
  machines.escalation.bind(dispatch, { as: 'ESCALATION_WORKFLOW_ARN' });
  machines.campaign.bind(dispatch, { as: 'CAMPAIGN_WORKFLOW_ARN' });
  machines.imports.bind(dispatch, { as: 'IMPORT_WORKFLOW_ARN' });
  machines.recovery.letAnswer(dispatch);
  machines.escalation.letAnswer(dispatch);
  new DispatchSource(stack, 'Facts', { table: ground.table.table, to: dispatch });

  const announce = new ServiceFunction(stack, 'Announce', {
    handler: 'announce',
    env: AnnounceEnv,
    impactIfDown: 'Other systems hear nothing: billing does not carry out accepted offers. Cases go on.',
  });
  ground.table.bind(announce, { as: 'TABLE', may: ['write'], writesOnly: ['BUDGET#'] });
  new Announcements(stack, 'Announcements', { table: ground.table.table, by: announce });
}

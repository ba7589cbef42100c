import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Env as AnnounceEnv } from '../../functions/handlers/announce/env.ts';
import { Env as AssignOwnerEnv } from '../../functions/handlers/assign-owner/env.ts';
import { Env as AwaitPersonEnv } from '../../functions/handlers/await-person/env.ts';
import { Env as ClimbLadderEnv } from '../../functions/handlers/climb-ladder/env.ts';
import { Env as CloseCampaignEnv } from '../../functions/handlers/close-campaign/env.ts';
import { Env as CountKeptEnv } from '../../functions/handlers/count-kept/env.ts';
import { Env as DispatchEnv } from '../../functions/handlers/dispatch/env.ts';
import { Env as EarnForPromiseEnv } from '../../functions/handlers/earn-for-promise/env.ts';
import { Env as HandOverEnv } from '../../functions/handlers/hand-over/env.ts';
import { Env as HearOutcomeEnv } from '../../functions/handlers/hear-outcome/env.ts';
import { Env as HeedFeedbackEnv } from '../../functions/handlers/heed-feedback/env.ts';
import { Env as ImportChunkEnv } from '../../functions/handlers/import-chunk/env.ts';
import { Env as IntakeApiEnv } from '../../functions/handlers/intake-api/env.ts';
import { Env as MakeOfferEnv } from '../../functions/handlers/make-offer/env.ts';
import { Env as OpenMailEnv } from '../../functions/handlers/open-mail/env.ts';
import { Env as PlanCampaignEnv } from '../../functions/handlers/plan-campaign/env.ts';
import { Env as PlanRecoveryEnv } from '../../functions/handlers/plan-recovery/env.ts';
import { Env as PointsPageEnv } from '../../functions/handlers/points-page/env.ts';
import { Env as PublicApiEnv } from '../../functions/handlers/public-api/env.ts';
import { Env as ReceiveMailEnv } from '../../functions/handlers/receive-mail/env.ts';
import { Env as ReconcileMailEnv } from '../../functions/handlers/reconcile-mail/env.ts';
import { Env as RemindOfferEnv } from '../../functions/handlers/remind-offer/env.ts';
import { Env as ResolveCaseEnv } from '../../functions/handlers/resolve-case/env.ts';
import { Env as RetentionApiEnv } from '../../functions/handlers/retention-api/env.ts';
import { Env as SendCampaignShardEnv } from '../../functions/handlers/send-campaign-shard/env.ts';
import { Env as StaffApiEnv } from '../../functions/handlers/staff-api/env.ts';
import { Env as StartCampaignEnv } from '../../functions/handlers/start-campaign/env.ts';
import { Env as SweepEnv } from '../../functions/handlers/sweep/env.ts';
import { Env as WatchDriftEnv } from '../../functions/handlers/watch-drift/env.ts';
import { Env as TellOfEndingPointsEnv } from '../../functions/handlers/tell-of-ending-points/env.ts';
import { Env as ThankCustomerEnv } from '../../functions/handlers/thank-customer/env.ts';
import { Env as TriageCaseEnv } from '../../functions/handlers/triage-case/env.ts';
import { Env as WebEnv } from '../../functions/handlers/web/env.ts';
import { Announcements } from '../constructs/announcements.ts';
import type { CaseTable } from '../constructs/case-table.ts';
import { DeadLetters } from '../constructs/dead-letters.ts';
import { DispatchSource } from '../constructs/dispatch-source.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { LinkSecret } from '../constructs/link-secret.ts';
import { MailBucket } from '../constructs/mail-bucket.ts';
import { MailFeedback } from '../constructs/mail-feedback.ts';
import { Mailer } from '../constructs/mailer.ts';
import { OpinionModel } from '../constructs/opinion-model.ts';
import { OutcomeFeed } from '../constructs/outcome-feed.ts';
import { PromiseAlarms } from '../constructs/promise-alarms.ts';
import { PseudonymSecret } from '../constructs/pseudonym-secret.ts';
import { Schedule } from '../constructs/schedule.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { StaffDirectory } from '../constructs/staff-directory.ts';
import { StageStack, type StageFacts } from '../constructs/stage.ts';
import { Workflow } from '../constructs/workflow.ts';

/**
 * Who is killed between the mail service's answer and our record of it sends that mail again (docs/adr/009). No API waits
 * for a step of a case, so it gets the time that a slow start and a slow mail service take.
 */
const untilTheMailIsOut = Duration.minutes(2);

/** Everything that runs. Reads as a parts list: each part, what is felt when it is down, what it may do. */
export class ServiceStack extends StageStack {
  readonly mailBucket: MailBucket;
  readonly mailer: Mailer;
  readonly receiveMail: ServiceFunction<keyof typeof ReceiveMailEnv.shape>;
  readonly api: HttpApi;

  constructor(scope: Construct, facts: StageFacts, caseTable: CaseTable) {
    super(scope, 'service', facts);
    const { settings } = facts;

    const links = new LinkSecret(this, 'Links');
    const pseudonyms = new PseudonymSecret(this, 'Pseudonyms');
    const mailer = new Mailer(this, 'Mailer');
    const mailBucket = new MailBucket(this, 'Mail');
    const api = new HttpApi(this, 'Front');
    const staff = new StaffDirectory(this, 'Staff');

    const missedStarts = new DeadLetters(this, 'MissedStarts', {
      of: 'schedule',
      impact: 'A scheduled run did not happen or failed: due work waits for the next one.',
    });
    const unreadMail = new DeadLetters(this, 'UnreadMail', {
      of: 'mail',
      impact: 'A mail that arrived was never read: its sender waits for an answer.',
    });

    const lostFeedback = new DeadLetters(this, 'LostFeedback', {
      of: 'feedback',
      impact: 'A bounce or complaint was not heeded: mail to that address goes on.',
    });

    const rejectedOutcomes = new DeadLetters(this, 'RejectedOutcomes', {
      of: 'outcome',
      impact:
        'What was told of a customer was not taken in: reports and offers learn nothing from it, or points are missing.',
    });

    /** Everything a function needs to write to people. */
    const mayMail = (
      fn: ServiceFunction<
        'MAIL_FROM' | 'CONFIGURATION_SET' | 'LINK_SECRET_ID' | 'PSEUDONYM_SECRET_ID' | 'PUBLIC_URL'
      >,
    ): void => {
      mailer.bind(fn);
      links.bind(fn);
      pseudonyms.bind(fn);
      api.bind(fn);
    };

    /** Everything a function needs to read and write signed links. */
    const mayLink = (fn: ServiceFunction<'LINK_SECRET_ID' | 'PSEUDONYM_SECRET_ID' | 'PUBLIC_URL'>): void => {
      links.bind(fn);
      pseudonyms.bind(fn);
      api.bind(fn);
    };

    // The ways in

    const publicApi = new ServiceFunction(this, 'PublicApi', {
      handler: 'public-api',
      env: PublicApiEnv,
      impactIfDown: 'Customers cannot complain by form, see their case or answer an offer. Mail still works.',
      memory: 1024,
    });
    caseTable.bind(publicApi, { as: 'TABLE', may: ['read', 'write'] });
    mayLink(publicApi);
    mailBucket.bindAttachments(publicApi, { may: 'take' });
    api.openRoute('GET /healthz', publicApi);
    api.openRoute('GET /api/openapi.json', publicApi);
    api.openRoute('POST /api/complaints', publicApi);
    api.openRoute('POST /api/attachments', publicApi);
    api.openRoute('GET /api/cases/{token}', publicApi);
    api.openRoute('POST /api/cases/{token}/messages', publicApi);
    api.openRoute('GET /api/offers/{token}', publicApi);
    api.openRoute('POST /api/offers/{token}', publicApi);
    api.openRoute('GET /api/unsubscribe/{token}', publicApi);
    api.openRoute('POST /api/unsubscribe/{token}', publicApi);
    api.openRoute('GET /api/answers/{token}', publicApi);
    api.openRoute('POST /api/answers/{token}', publicApi);

    const staffApi = new ServiceFunction(this, 'StaffApi', {
      handler: 'staff-api',
      scores: true,
      env: StaffApiEnv,
      impactIfDown: 'Staff cannot see or handle cases. Customers can still complain and answer offers.',
      memory: 1024,
    });
    caseTable.bind(staffApi, { as: 'TABLE', may: ['read', 'write', 'delete'] });
    mayMail(staffApi);
    mailBucket.bindImports(staffApi, { may: 'upload' });
    mailBucket.bindAttachments(staffApi, { may: 'read' });
    api.staffRoute('ANY /api/staff/{proxy+}', staffApi, staff.authorizer);

    const retentionApi = new ServiceFunction(this, 'RetentionApi', {
      handler: 'retention-api',
      scores: true,
      env: RetentionApiEnv,
      impactIfDown:
        'Staff cannot see or change offers, campaigns and reports. Cases and customers notice nothing.',
      memory: 1024,
    });
    caseTable.bind(retentionApi, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(retentionApi);
    for (const part of ['offers', 'campaigns', 'segments', 'outcomes', 'reports', 'loyalty']) {
      api.staffRoute(`ANY /api/staff/${part}`, retentionApi, staff.authorizer);
      api.staffRoute(`ANY /api/staff/${part}/{proxy+}`, retentionApi, staff.authorizer);
    }

    const pointsPage = new ServiceFunction(this, 'PointsPage', {
      handler: 'points-page',
      env: PointsPageEnv,
      impactIfDown:
        'Customers can neither see nor spend their points by link. Nothing is lost; the team can do it for them.',
      memory: 1024,
    });
    // Open to the world: accounts and vouchers, the mail about it and the record of its address, and nothing else.
    caseTable.bind(pointsPage, {
      as: 'TABLE',
      may: ['read', 'write'],
      writesOnly: ['POINTS#', 'VOUCHER#', 'NOTICE#', 'REACH#'],
    });
    mayMail(pointsPage);
    api.openRoute('GET /api/points/{token}', pointsPage);
    api.openRoute('POST /api/points/{token}', pointsPage);

    const web = new ServiceFunction(this, 'Web', {
      handler: 'web',
      env: WebEnv,
      impactIfDown: 'No page opens: neither form nor console. The API and mail still work.',
    });
    mailBucket.nameAttachments(web);
    api.otherwise(web);

    const receiveMail = new ServiceFunction(this, 'ReceiveMail', {
      handler: 'receive-mail',
      env: ReceiveMailEnv,
      impactIfDown: 'Complaints by mail wait in the bucket unread. Nothing is lost; nobody is answered.',
      memory: 1769,
      timeout: Duration.minutes(2),
      failedEvents: unreadMail,
    });
    caseTable.bind(receiveMail, { as: 'TABLE', may: ['read', 'write'] });
    mailBucket.bindMail(receiveMail);
    mayLink(receiveMail);

    const openMail = new ServiceFunction(this, 'OpenMail', {
      handler: 'open-mail',
      env: OpenMailEnv,
      impactIfDown: 'Staff can neither accept, attach nor refuse waiting mail, nor save its attachments.',
      memory: 1769,
    });
    caseTable.bind(openMail, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(openMail);
    mailBucket.bindExtracted(openMail, { may: 'put' });

    const intakeApi = new ServiceFunction(this, 'IntakeApi', {
      handler: 'intake-api',
      env: IntakeApiEnv,
      impactIfDown: 'Staff cannot see or decide what waits in quarantine. It waits; nothing is lost.',
      memory: 1024,
    });
    caseTable.bind(intakeApi, { as: 'TABLE', may: ['read', 'write'] });
    mailBucket.bindExtracted(intakeApi, { may: 'read' });
    openMail.letCall(intakeApi, { as: 'MAIL_DESK' });
    api.staffRoute('ANY /api/staff/quarantine', intakeApi, staff.authorizer);
    api.staffRoute('ANY /api/staff/quarantine/{proxy+}', intakeApi, staff.authorizer);
    api.staffRoute('ANY /api/staff/mails/{proxy+}', intakeApi, staff.authorizer);

    const reconcileMail = new ServiceFunction(this, 'ReconcileMail', {
      handler: 'reconcile-mail',
      env: ReconcileMailEnv,
      impactIfDown: 'Mail whose event was lost stays unread until this runs again. Nothing else is affected.',
      timeout: Duration.minutes(4),
      failedEvents: missedStarts,
    });
    caseTable.bind(reconcileMail, { as: 'TABLE', may: ['read', 'write', 'delete'] });
    mailBucket.bindMailList(reconcileMail);
    receiveMail.letCall(reconcileMail, { as: 'MAIL_INTAKE' });

    const heedFeedback = new ServiceFunction(this, 'HeedFeedback', {
      handler: 'heed-feedback',
      env: HeedFeedbackEnv,
      impactIfDown: 'Mail that bounced is not noticed: customers who cannot be reached wait for nothing.',
      failedEvents: lostFeedback,
    });
    caseTable.bind(heedFeedback, { as: 'TABLE', may: ['read', 'write'] });
    mayLink(heedFeedback);
    new MailFeedback(this, 'Feedback', { mailer, to: heedFeedback, deadLetters: lostFeedback });

    const hearOutcome = new ServiceFunction(this, 'HearOutcome', {
      handler: 'hear-outcome',
      env: HearOutcomeEnv,
      impactIfDown: 'What the CRM says became of customers is not counted. Cases and campaigns go on.',
      failedEvents: rejectedOutcomes,
    });
    caseTable.bind(hearOutcome, { as: 'TABLE', may: ['read', 'write'] });
    const countKept = new ServiceFunction(this, 'CountKept', {
      handler: 'count-kept',
      env: CountKeptEnv,
      impactIfDown:
        'The progress of campaigns does not say whom they kept. Reports do; nobody is written to less.',
      failedEvents: rejectedOutcomes,
    });
    caseTable.bind(countKept, {
      as: 'TABLE',
      may: ['read', 'write'],
      writesOnly: ['JOURNEY#', 'CAMPAIGN#'],
    });
    const earnForPromise = new ServiceFunction(this, 'EarnForPromise', {
      handler: 'earn-for-promise',
      env: EarnForPromiseEnv,
      impactIfDown: 'Customers get no points for promises that were kept until it runs again.',
      failedEvents: rejectedOutcomes,
    });
    caseTable.bind(earnForPromise, { as: 'TABLE', may: ['read', 'write'] });
    new OutcomeFeed(this, 'OutcomeFeed', {
      source: settings.outcomeSource,
      to: hearOutcome,
      promises: earnForPromise,
      counts: countKept,
      deadLetters: rejectedOutcomes,
    });

    // Recovery

    const triageCase = new ServiceFunction(this, 'TriageCase', {
      handler: 'triage-case',
      env: TriageCaseEnv,
      impactIfDown: 'New cases get no acknowledgement and go nowhere until it is tried again.',
      memory: 1024,
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(triageCase, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(triageCase);
    new OpinionModel(this, 'OpinionModel', { model: settings.opinionModel }).bind(triageCase);

    const planRecovery = new ServiceFunction(this, 'PlanRecovery', {
      handler: 'plan-recovery',
      scores: true,
      env: PlanRecoveryEnv,
      impactIfDown: 'Nothing is granted by rule: every new complaint goes to a person.',
      memory: 1024,
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(planRecovery, { as: 'TABLE', may: ['read', 'write'] });
    pseudonyms.bind(planRecovery);

    const makeOffer = new ServiceFunction(this, 'MakeOffer', {
      handler: 'make-offer',
      env: MakeOfferEnv,
      impactIfDown: 'Customers are not told what they get; their cases go to a person.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(makeOffer, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(makeOffer);

    const remindOffer = new ServiceFunction(this, 'RemindOffer', {
      handler: 'remind-offer',
      env: RemindOfferEnv,
      impactIfDown: 'Nobody is reminded of an open offer; unanswered ones go to a person at once.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(remindOffer, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(remindOffer);

    const handOver = new ServiceFunction(this, 'HandOver', {
      handler: 'hand-over',
      scores: true,
      env: HandOverEnv,
      impactIfDown: 'Cases that need a person reach nobody.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(handOver, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(handOver);

    const resolveCase = new ServiceFunction(this, 'ResolveCase', {
      handler: 'resolve-case',
      env: ResolveCaseEnv,
      impactIfDown: 'Accepted offers are not confirmed and their cases stay open.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(resolveCase, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(resolveCase);

    const thankCustomer = new ServiceFunction(this, 'ThankCustomer', {
      handler: 'thank-customer',
      env: ThankCustomerEnv,
      impactIfDown: 'Praise and suggestions are stored, but nobody is thanked.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(thankCustomer, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(thankCustomer);

    const recovery = new Workflow(this, 'Recovery', {
      name: 'recovery',
      calls: [triageCase, planRecovery, makeOffer, remindOffer, handOver, resolveCase, thankCustomer],
      impactIfDown: 'A complaint stopped half-way: the customer waits for an answer that does not come.',
    });

    // Escalation

    const assignOwner = new ServiceFunction(this, 'AssignOwner', {
      handler: 'assign-owner',
      env: AssignOwnerEnv,
      impactIfDown: 'Escalated cases get no owner, and nobody is told.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(assignOwner, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(assignOwner);

    const awaitPerson = new ServiceFunction(this, 'AwaitPerson', {
      handler: 'await-person',
      env: AwaitPersonEnv,
      impactIfDown: 'What a person does is noticed only when the next level of the ladder is reached.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(awaitPerson, { as: 'TABLE', may: ['read', 'write'] });

    const climbLadder = new ServiceFunction(this, 'ClimbLadder', {
      handler: 'climb-ladder',
      env: ClimbLadderEnv,
      impactIfDown: 'A case nobody looks at stays where it is; the duty mailbox is not told.',
      timeout: untilTheMailIsOut,
    });
    caseTable.bind(climbLadder, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(climbLadder);

    const escalation = new Workflow(this, 'Escalation', {
      name: 'escalation',
      calls: [assignOwner, awaitPerson, climbLadder],
      impactIfDown: 'An escalated case lost its ladder: if its owner sleeps, nobody wakes.',
    });

    // Campaigns

    const startCampaign = new ServiceFunction(this, 'StartCampaign', {
      handler: 'start-campaign',
      env: StartCampaignEnv,
      impactIfDown: 'The scheduled campaign does not begin. No case is affected.',
      failedEvents: missedStarts,
    });
    caseTable.bind(startCampaign, { as: 'TABLE', may: ['read', 'write'] });

    const planCampaign = new ServiceFunction(this, 'PlanCampaign', {
      handler: 'plan-campaign',
      env: PlanCampaignEnv,
      impactIfDown: 'A campaign that began reaches nobody. No case is affected.',
    });
    caseTable.bind(planCampaign, { as: 'TABLE', may: ['read', 'write'] });

    const sendCampaignShard = new ServiceFunction(this, 'SendCampaignShard', {
      handler: 'send-campaign-shard',
      scores: true,
      env: SendCampaignShardEnv,
      impactIfDown: 'Part of a campaign is not sent; it is sent when the shard is run again.',
      timeout: Duration.minutes(4),
    });
    caseTable.bind(sendCampaignShard, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(sendCampaignShard);

    const closeCampaign = new ServiceFunction(this, 'CloseCampaign', {
      handler: 'close-campaign',
      env: CloseCampaignEnv,
      impactIfDown: 'A campaign was sent but has no report.',
    });
    caseTable.bind(closeCampaign, { as: 'TABLE', may: ['read', 'write'] });

    const campaign = new Workflow(this, 'Campaign', {
      name: 'campaign',
      calls: [planCampaign, sendCampaignShard, closeCampaign],
      fansOut: true,
      impactIfDown: 'A campaign stopped half-way. Nobody gets anything twice when it is run again.',
    });

    // Imports

    const importChunk = new ServiceFunction(this, 'ImportChunk', {
      handler: 'import-chunk',
      env: ImportChunkEnv,
      impactIfDown: 'Customer and order files are not read; scores and tiers age.',
      memory: 1769,
      timeout: Duration.minutes(5),
    });
    caseTable.bind(importChunk, { as: 'TABLE', may: ['read', 'write', 'delete'] });
    mailBucket.bindImports(importChunk, { may: 'read' });

    const imports = new Workflow(this, 'Import', {
      name: 'import',
      calls: [importChunk],
      impactIfDown: 'A file was taken but not read to its end.',
    });

    // From fact to machine

    const dispatch = new ServiceFunction(this, 'Dispatch', {
      handler: 'dispatch',
      env: DispatchEnv,
      impactIfDown: 'No workflow starts: cases are accepted and then nothing happens.',
    });
    // Ways of customers, and the sum of a campaign's answers.
    caseTable.bind(dispatch, {
      as: 'TABLE',
      may: ['read', 'write'],
      writesOnly: ['JOURNEY#', 'CAMPAIGN#'],
    });
    recovery.bind(dispatch, { as: 'RECOVERY_WORKFLOW_ARN' });
    escalation.bind(dispatch, { as: 'ESCALATION_WORKFLOW_ARN' });
    campaign.bind(dispatch, { as: 'CAMPAIGN_WORKFLOW_ARN' });
    imports.bind(dispatch, { as: 'IMPORT_WORKFLOW_ARN' });
    recovery.letAnswer(dispatch);
    escalation.letAnswer(dispatch);
    new DispatchSource(this, 'Facts', { table: caseTable.table, to: dispatch });

    // What other systems are told

    const announce = new ServiceFunction(this, 'Announce', {
      handler: 'announce',
      env: AnnounceEnv,
      impactIfDown: 'Other systems hear nothing: billing does not carry out accepted offers. Cases go on.',
    });
    caseTable.bind(announce, { as: 'TABLE', may: ['write'], writesOnly: ['BUDGET#'] });
    new Announcements(this, 'Announcements', { table: caseTable.table, by: announce });

    // The clock

    const sweep = new ServiceFunction(this, 'Sweep', {
      handler: 'sweep',
      env: SweepEnv,
      impactIfDown: 'Nothing falls due: resolved cases do not close, and a missed start is not noticed.',
      failedEvents: missedStarts,
      timeout: Duration.minutes(4),
    });
    caseTable.bind(sweep, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(sweep);

    const tellOfPoints = new ServiceFunction(this, 'TellOfEndingPoints', {
      handler: 'tell-of-ending-points',
      env: TellOfEndingPointsEnv,
      impactIfDown: 'Customers are not told that their points are about to end, and may lose them unknowing.',
      failedEvents: missedStarts,
      timeout: Duration.minutes(14),
    });
    caseTable.bind(tellOfPoints, { as: 'TABLE', may: ['read', 'write'] });
    mayMail(tellOfPoints);
    new Schedule(this, 'PointsSchedule', {
      name: 'tell-of-ending-points',
      // Every six hours: the quiet hours of no zone hold all of them.
      expression: 'cron(15 3,9,15,21 * * ? *)',
      starts: tellOfPoints,
      deadLetters: missedStarts,
    });

    const watchDrift = new ServiceFunction(this, 'WatchDrift', {
      handler: 'watch-drift',
      scores: true,
      env: WatchDriftEnv,
      impactIfDown: 'Nobody is told when customers are no longer like those the churn model learned from.',
      failedEvents: missedStarts,
      timeout: Duration.minutes(2),
    });
    caseTable.bind(watchDrift, { as: 'TABLE', may: ['read'] });
    new Schedule(this, 'DriftSchedule', {
      name: 'watch-drift',
      expression: 'cron(30 4 * * ? *)',
      starts: watchDrift,
      deadLetters: missedStarts,
    });

    new Schedule(this, 'SweepSchedule', {
      name: 'sweep',
      expression: settings.sweepEvery,
      starts: sweep,
      deadLetters: missedStarts,
    });
    new Schedule(this, 'CampaignSchedule', {
      name: 'start-campaign',
      expression: settings.campaignAt,
      starts: startCampaign,
      deadLetters: missedStarts,
    });
    new Schedule(this, 'ReconcileSchedule', {
      name: 'reconcile-mail',
      expression: settings.reconcileEvery,
      starts: reconcileMail,
      deadLetters: missedStarts,
    });
    new PromiseAlarms(this, 'Promises');

    this.mailBucket = mailBucket;
    this.mailer = mailer;
    this.receiveMail = receiveMail;
    this.api = api;
    this.#output('ApiUrl', api.api.apiEndpoint);
    this.#output('TableName', caseTable.table.tableName);
    this.#output('MailBucketName', mailBucket.bucket.bucketName);
    this.#output('RecoveryWorkflowArn', recovery.machine.stateMachineArn);
    this.#output('ReceiveMailFunctionName', receiveMail.lambda.functionName);
    this.#output('UserPoolId', staff.pool.userPoolId);
    this.#output('UserPoolClientId', staff.client.userPoolClientId);
  }

  #output(name: string, value: string): void {
    new CfnOutput(this, name, { value });
  }
}

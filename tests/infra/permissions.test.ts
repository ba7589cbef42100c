import { describe, expect, test } from 'vitest';
import { synthesized, type Resource } from './support/synth.ts';

interface Statement {
  readonly of: string;
  readonly actions: string[];
  readonly resources: unknown[];
  readonly condition?: Record<string, unknown>;
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

function statementsOf(policy: Resource): Statement[] {
  return policy.Properties['PolicyDocument'].Statement.map((statement: any) => ({
    of: policy.id,
    actions: list(statement.Action),
    resources: list(statement.Resource),
    condition: statement.Condition,
  }));
}

function allStatements(): Statement[] {
  return Object.values(synthesized({ domain: 'care.example.com' }))
    .flatMap((stack) => stack.of('AWS::IAM::Policy'))
    .flatMap(statementsOf);
}

/** Actions for which IAM knows no resource, so that `*` is the only thing one can write. */
const withoutResource = ['xray:', 'logs:', 'dynamodb:ListStreams'];

describe('what functions may do', () => {
  test('no action is a wildcard', () => {
    const actions = allStatements().flatMap((statement) => statement.actions);
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  test('every right names its resource, except where IAM knows none', () => {
    const open = allStatements()
      .filter(({ resources }) => resources.includes('*'))
      .flatMap(({ actions }) => actions);

    expect(open.filter((action) => !withoutResource.some((known) => action.startsWith(known)))).toEqual([]);
  });

  test('nobody may scan the table', () => {
    expect(allStatements().flatMap(({ actions }) => actions)).not.toContain('dynamodb:Scan');
  });

  test.each([
    ['Dispatch', ['JOURNEY#*', 'CAMPAIGN#*']],
    ['PointsPage', ['POINTS#*', 'VOUCHER#*', 'NOTICE#*', 'REACH#*']],
    ['Announce', ['BUDGET#*']],
    ['CountKept', ['JOURNEY#*', 'CAMPAIGN#*']],
    ['EarnForPromise', ['POINTS#*']],
    ['TellOfEndingPoints', ['POINTS#*', 'NOTICE#*', 'REACH#*']],
    [
      'RetentionApi',
      [
        ...['CATALOGUE*', 'SEGMENTS*', 'CAMPAIGN#*', 'CAMPAIGNS*', 'CUSTOMER#*', 'TALLY#*', 'LEARNED#*'],
        ...['POINTS#*', 'VOUCHER#*', 'NOTICE#*', 'REACH#*', 'OFFER#*', 'LIMIT#*', 'BUDGET#*'],
      ],
    ],
  ])('%s writes rows of its own kind only, whatever it is brought', (name, kinds) => {
    const writing = allStatements().filter(
      ({ of, actions }) =>
        of.startsWith(name) && actions.some((action) => /^dynamodb:(Put|Update|Delete)/.test(action)),
    );

    expect(writing).toHaveLength(1);
    expect(writing[0]?.condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': kinds },
    });
  });

  test('only dispatch starts workflows', () => {
    const starters = allStatements().filter(({ actions }) => actions.includes('states:StartExecution'));
    const others = starters.filter(({ of }) => !/^(Dispatch|CampaignFanOut)/.test(of));

    expect(starters.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  test('nobody may ask a model, unless the stage names one, and then triage may ask that one', () => {
    const askers = (context: Record<string, string>) =>
      Object.values(synthesized(context))
        .flatMap((stack) => stack.of('AWS::IAM::Policy'))
        .flatMap(statementsOf)
        .filter(({ actions }) => actions.some((action) => action.startsWith('bedrock:')));

    expect(askers({})).toEqual([]);
    const [asker, ...others] = askers({ opinionModel: 'amazon.nova-micro-v1:0' });
    expect(others).toEqual([]);
    expect(asker?.of).toMatch(/^TriageCase/);
    expect(JSON.stringify(asker?.resources)).toContain('foundation-model/amazon.nova-micro-v1:0');
  });

  test('mail can be sent from our own address only', () => {
    const senders = allStatements().filter(({ actions }) =>
      actions.some((action) => action.startsWith('ses:')),
    );

    expect(senders.length).toBeGreaterThan(5);
    for (const sender of senders) {
      expect(sender.actions).toEqual(['ses:SendRawEmail']);
      expect(sender.condition).toEqual({
        StringEquals: { 'ses:FromAddress': 'complaints@amends.localhost' },
      });
    }
  });

  test('only who announces may tell other systems, as Amends, on one bus', () => {
    const tellers = allStatements().filter(({ actions }) =>
      actions.some((action) => action.startsWith('events:')),
    );

    expect(tellers).toHaveLength(1);
    const [teller] = tellers;
    expect(teller?.actions).toEqual(['events:PutEvents']);
    expect(teller?.condition).toEqual({ StringEquals: { 'events:source': 'amends' } });
    expect(JSON.stringify(teller?.resources)).toContain('event-bus/default');
  });

  test('each function has a role of its own, and no role a managed policy', () => {
    const stacks = Object.values(synthesized({ domain: 'care.example.com' }));
    const functions = stacks.flatMap((stack) => stack.of('AWS::Lambda::Function'));
    const roles = stacks.flatMap((stack) => stack.of('AWS::IAM::Role'));
    const used = functions.map(({ Properties }) => Properties['Role']['Fn::GetAtt'][0]);

    expect(new Set(used).size).toBe(functions.length);
    expect(roles.filter(({ Properties }) => Properties['ManagedPolicyArns'])).toEqual([]);
  });

  test('a workflow may call the functions it names and no other', () => {
    const { service } = synthesized();
    for (const machine of service.of('AWS::StepFunctions::StateMachine')) {
      const role = machine.Properties['RoleArn']['Fn::GetAtt'][0];
      const allowed = service
        .of('AWS::IAM::Policy')
        .filter(({ Properties }) => Properties['Roles'].some((ref: { Ref: string }) => ref.Ref === role))
        .flatMap(statementsOf)
        .filter(({ actions }) => actions.includes('lambda:InvokeFunction'))
        .flatMap(({ resources }) => resources);

      expect(allowed).toEqual(
        expect.arrayContaining(Object.values(machine.Properties['DefinitionSubstitutions'])),
      );
      expect(allowed).toHaveLength(Object.keys(machine.Properties['DefinitionSubstitutions']).length);
    }
  });
});

describe('who may reach us', () => {
  test('SES may store mail below mail/ only, for this account and this rule set', () => {
    const [policy] = synthesized().service.of('AWS::S3::BucketPolicy');
    const forSes = policy!.Properties['PolicyDocument'].Statement.filter(
      (statement: any) => statement.Principal.Service === 'ses.amazonaws.com',
    );

    expect(forSes).toHaveLength(1);
    expect(forSes[0].Action).toBe('s3:PutObject');
    expect(JSON.stringify(forSes[0].Resource)).toContain('/mail/*');
    expect(forSes[0].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
    expect(JSON.stringify(forSes[0].Condition.ArnLike)).toContain(
      'receipt-rule-set/amends-dev-inbound:receipt-rule/*',
    );
  });

  test('buckets and queues refuse unencrypted connections', () => {
    const { service } = synthesized();
    const policies = [...service.of('AWS::S3::BucketPolicy'), ...service.of('AWS::SQS::QueuePolicy')];
    const guarded = service.of('AWS::S3::Bucket').length + service.of('AWS::SQS::Queue').length;

    expect(policies).toHaveLength(guarded);
    for (const { Properties } of policies) {
      expect(Properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });

  test('staff routes ask for a token of our user pool, and only they', () => {
    const routes = synthesized().service.of('AWS::ApiGatewayV2::Route');
    const guarded = routes.filter(({ Properties }) => Properties['AuthorizationType'] === 'JWT');

    const open = routes.filter((route) => !guarded.includes(route));

    expect(guarded.map(({ Properties }) => String(Properties['RouteKey']))).toContain(
      'ANY /api/staff/{proxy+}',
    );
    for (const { Properties } of guarded) expect(Properties['RouteKey']).toMatch(/^ANY \/api\/staff\//);
    for (const { Properties } of open) expect(Properties['RouteKey']).not.toContain('/api/staff');
    expect(open.length).toBeGreaterThan(5);
  });
});

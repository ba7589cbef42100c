import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import { fitsPattern } from '../../local/event-pattern.ts';
import { synthesized, withApp, type Resource } from './support/synth.ts';

const functions = (): Resource[] => synthesized().service.of('AWS::Lambda::Function');
const handlerOf = (fn: Resource): string => fn.Properties['Description'].replace('Amends ', '');

describe('every function', () => {
  test('runs Node 24 on arm64, traced, with memory and time limit stated', () => {
    expect(functions().length).toBeGreaterThan(15);
    for (const { Properties } of functions()) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
        MemorySize: expect.any(Number),
        Timeout: expect.any(Number),
      });
    }
  });

  test('writes to a log group of its own, which forgets', () => {
    const groups = new Map(
      synthesized()
        .service.of('AWS::Logs::LogGroup')
        .map((group) => [group.id, group]),
    );
    const used = functions().map(({ Properties }) => Properties['LoggingConfig'].LogGroup.Ref);

    expect(new Set(used).size).toBe(functions().length);
    for (const id of used) expect(groups.get(id)?.Properties['RetentionInDays']).toBe(90);
  });

  test('behind the API answers before the API gives up', () => {
    const ofApi = functions().filter((fn) =>
      ['public-api', 'staff-api', 'retention-api', 'intake-api', 'web'].includes(handlerOf(fn)),
    );

    expect(ofApi).toHaveLength(5);
    for (const { Properties } of ofApi) expect(Properties['Timeout']).toBeLessThan(30);
  });

  test('that mails as a step of a case is not killed between sending a mail and saying so', () => {
    const steps = functions().filter((fn) =>
      ['triage-case', 'plan-recovery', 'make-offer', 'hand-over', 'resolve-case', 'assign-owner'].includes(
        handlerOf(fn),
      ),
    );

    expect(steps).toHaveLength(6);
    for (const { Properties } of steps) expect(Properties['Timeout']).toBeGreaterThanOrEqual(120);
  });

  test('gets variables that fit into the 4 KB Lambda allows, with room for names that AWS makes', () => {
    const sizes = functions().map(
      ({ Properties }) => JSON.stringify(Properties['Environment'].Variables).length,
    );
    expect(Math.max(...sizes)).toBeLessThan(3500);
  });
});

test('log groups all forget after a stated time', () => {
  const groups = Object.values(
    synthesized({ domain: 'care.example.com', activateReceiptRules: 'true' }),
  ).flatMap((stack) => stack.of('AWS::Logs::LogGroup'));

  expect(groups.length).toBeGreaterThan(20);
  expect(groups.filter(({ Properties }) => typeof Properties['RetentionInDays'] !== 'number')).toEqual([]);
});

test('the access log holds no path and no query, as a link token is part of the path', () => {
  const [stage] = synthesized().service.of('AWS::ApiGatewayV2::Stage');
  const format = JSON.parse(stage!.Properties['AccessLogSettings'].Format);

  expect(Object.values(format)).toEqual([
    '$context.requestId',
    '$context.routeKey',
    '$context.status',
    '$context.responseLatency',
  ]);
});

describe('facts that start a machine', () => {
  const mapping = (): Resource => synthesized().service.of('AWS::Lambda::EventSourceMapping')[0]!;

  test('are the only records that reach dispatch, beside waits that were answered before they were kept', () => {
    const patterns = mapping().Properties['FilterCriteria'].Filters.map((filter: any) =>
      JSON.parse(filter.Pattern),
    );

    expect(patterns).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { dispatch: { S: [{ exists: true }] } } } },
      { eventName: ['MODIFY'], dynamodb: { NewImage: { dispatch: { S: ['wake'] } } } },
    ]);
  });

  test('are split, retried a few times, and then kept', () => {
    expect(mapping().Properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 5,
      MaximumRecordAgeInSeconds: 6 * 3600,
      DestinationConfig: { OnFailure: { Destination: expect.anything() } },
    });
  });
});

test('other systems hear of an offer that a campaign makes by its first row, and of one on a case by its fact alone', () => {
  const announce = functions().find((fn) => handlerOf(fn) === 'announce');
  const mapping = synthesized()
    .service.of('AWS::Lambda::EventSourceMapping')
    .find(({ Properties }) => Properties['FunctionName'].Ref === announce!.id);
  const patterns = mapping!.Properties['FilterCriteria'].Filters.map((filter: any) =>
    JSON.parse(filter.Pattern),
  );
  const isHeard = (eventName: string, row: object): boolean =>
    patterns.some((pattern: unknown) =>
      fitsPattern(pattern, { eventName, dynamodb: { NewImage: marshall(row) } }),
    );
  const campaign = { campaignId: 'cmp_1', definition: 1, step: 'gift', customerId: 'cus_1' };
  const row = { pk: 'OFFER#off_1', sk: 'OFFER', status: 'open' };

  expect(isHeard('INSERT', { ...row, campaign })).toBe(true);
  expect(isHeard('MODIFY', { ...row, campaign })).toBe(false);
  expect(isHeard('INSERT', { ...row, caseId: 'cas_1' })).toBe(false);
  expect(isHeard('INSERT', { ...row, sk: 'FACT#000004', happened: { type: 'OfferWithdrawn' } })).toBe(true);
});

test('a mail event that fails every try is kept', () => {
  const receiveMail = functions().find((fn) => handlerOf(fn) === 'receive-mail');
  expect(receiveMail!.Properties['DeadLetterConfig']).toEqual({ TargetArn: expect.anything() });
});

test('a schedule that cannot start its function leaves a dead letter', () => {
  const schedules = synthesized().service.of('AWS::Scheduler::Schedule');

  expect(schedules.map(({ Properties }) => Properties['Name']).sort()).toEqual([
    'amends-dev-reconcile-mail',
    'amends-dev-start-campaign',
    'amends-dev-sweep',
    'amends-dev-tell-of-ending-points',
    'amends-dev-watch-drift',
  ]);
  for (const { Properties } of schedules) {
    expect(Properties['Target']).toMatchObject({ DeadLetterConfig: { Arn: expect.anything() } });
    expect(Properties['ScheduleExpressionTimezone']).toBe('Europe/London');
  }
});

test('outcomes are heard from the source that the stage names, and what is rejected is kept', () => {
  const feed = (context: Record<string, string> = {}): Resource[] =>
    synthesized(context)
      .service.of('AWS::Events::Rule')
      .filter(({ Properties }) => Properties['EventPattern']['detail-type']?.[0] === 'CustomerOutcome');
  const listener = functions().find((fn) => handlerOf(fn) === 'hear-outcome');

  expect(feed()[0]!.Properties['EventPattern'].source).toEqual(['crm']);
  expect(feed({ outcomeSource: 'erp.sales' })[0]!.Properties['EventPattern'].source).toEqual(['erp.sales']);
  const leavings = synthesized()
    .service.of('AWS::Events::Rule')
    .find(({ Properties }) => Properties['EventPattern'].source?.[0] === 'amends');
  expect(leavings!.Properties['EventPattern']).toEqual({ source: ['amends'], detail: { left: [true] } });
  const stayings = synthesized()
    .service.of('AWS::Events::Rule')
    .find(({ Properties }) => Properties['EventPattern'].detail?.stays);
  expect(stayings!.Properties['Targets'][0].Arn['Fn::GetAtt'][0]).toBe(listener!.id);
  const [target] = feed()[0]!.Properties['Targets'];
  expect(target.DeadLetterConfig.Arn).toEqual(listener!.Properties['DeadLetterConfig'].TargetArn);
  expect(target.Arn['Fn::GetAtt'][0]).toBe(listener!.id);
});

test('mail rules store a message before they announce it', () => {
  const [rule] = synthesized({ domain: 'care.example.com' })['inbound']!.of('AWS::SES::ReceiptRule');

  expect(rule!.Properties['Rule'].Actions.map((action: object) => Object.keys(action)[0])).toEqual([
    'S3Action',
    'LambdaAction',
  ]);
  expect(rule!.Properties['Rule']).toMatchObject({ ScanEnabled: true, Recipients: ['amends.localhost'] });
});

test('links carry the address that the stage is told, not the one of the API', () => {
  const publicUrls = (context: Record<string, string>) =>
    withAppFunctions(context).flatMap(({ Properties }) => {
      const url: unknown = Properties['Environment'].Variables.PUBLIC_URL;
      return url === undefined ? [] : [url];
    });

  expect(new Set(publicUrls({ publicUrl: 'https://care.example.com' }))).toEqual(
    new Set(['https://care.example.com']),
  );
  expect(JSON.stringify(publicUrls({})[0])).toContain('ApiEndpoint');
});

function withAppFunctions(context: Record<string, string>): Resource[] {
  return synthesized(context).service.of('AWS::Lambda::Function');
}

test('stages live beside each other', () => {
  withApp({ stage: 'prod' }, (app) => {
    expect(app.node.children.map((child) => child.node.id)).toEqual([
      'amends-prod-data',
      'amends-prod-service',
    ]);
  });
});

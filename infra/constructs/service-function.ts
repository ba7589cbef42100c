import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { OWN_MODEL_FILE } from '../../functions/domain/churn/own-model.ts';
import type { DeadLetters } from './dead-letters.ts';
import { allow } from './grants.ts';
import { ServiceAlarm } from './service-alarm.ts';
import { logRetention, stageOf, type StageFacts } from './stage.ts';

/** MiB with which Lambda gives one whole vCPU; shares grow with memory. For what computes and does not merely wait. */
export const ONE_VCPU = 1769;

export interface ServiceFunctionProps<Key extends string> {
  /** Folder below functions/handlers, and of the bundle. */
  readonly handler: string;
  /** The `Env` schema of the handler: every key must be bound, and no other. */
  readonly env: { readonly shape: Readonly<Record<Key, unknown>> };
  /** What the customer or the staff feel if this fails: becomes the text of its alarm. */
  readonly impactIfDown: string;
  /** It judges customers, and needs the firm's own churn model where one was chosen. */
  readonly scores?: true;
  /** MiB; 512 by default, which gives a third of a vCPU. */
  readonly memory?: number;
  /** 29 s by default, just below the 30 s an HTTP API waits. */
  readonly timeout?: Duration;
  /** For a function that is invoked as an event: where an event goes that failed every try. */
  readonly failedEvents?: DeadLetters;
}

/**
 * A Lambda with its own role, log group and alarm. Other constructs `bind` themselves to it: permission and
 * variable together; `STAGE` and `SETTINGS` come by themselves. A key of the env schema that nobody bound, or
 * one the schema does not know, fails synth.
 */
export class ServiceFunction<Key extends string = never> extends Construct {
  readonly handlerName: string;
  readonly lambda: LambdaFunction;
  /** Sets a variable of the handler. A property and not a method, so that its keys are checked strictly. */
  readonly set: (key: Key, value: string) => void;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Key>) {
    super(scope, id);
    this.handlerName = props.handler;
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention(this),
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.lambda = new LambdaFunction(this, 'Function', {
      description: `Amends ${props.handler}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(stageOf(this), props),
      memorySize: props.memory ?? 512,
      timeout: props.timeout ?? Duration.seconds(29),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      role: this.#role,
      logGroup,
      ...(props.failedEvents && { deadLetterQueue: props.failedEvents.queue }),
      environment: { POWERTOOLS_SERVICE_NAME: props.handler, POWERTOOLS_METRICS_NAMESPACE: 'Amends' },
    });
    this.allow(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]));
    Validations.of(this.#role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resource.',
    });
    if (!props.failedEvents) {
      Validations.of(this.lambda).acknowledge({
        id: 'Serverless-LambdaDLQ',
        reason: 'Never invoked as an event: the caller sees the error, retries, and keeps what failed.',
      });
    }

    const wanted = new Set(Object.keys(props.env.shape));
    const bound = new Set<string>();
    const set = (key: string, value: string): void => {
      bound.add(key);
      this.lambda.addEnvironment(key, value);
    };
    this.set = set;
    const { settings } = stageOf(this);
    const ofEveryStage = { STAGE: settings.stage, SETTINGS: JSON.stringify(settings.runtime) };
    for (const [key, value] of Object.entries(ofEveryStage)) if (wanted.has(key)) set(key, value);
    this.node.addValidation({ validate: () => envProblems(props.handler, wanted, bound) });

    new ServiceAlarm(this, 'Errors', {
      name: `${props.handler}-errors`,
      impact: props.impactIfDown,
      metric: this.lambda.metricErrors({ period: Duration.minutes(5), statistic: 'sum' }),
      above: 0,
    });
  }

  /** Lets another function call this one, and tells it the name. */
  letCall<Caller extends string>(
    caller: ServiceFunction<Caller>,
    { as }: { readonly as: NoInfer<Caller> },
  ): void {
    caller.set(as, this.lambda.functionName);
    caller.allow(allow(['lambda:InvokeFunction'], [this.lambda.functionArn]));
  }

  /** For house constructs: they offer closed verbs, stacks never write statements. */
  allow(statement: PolicyStatement): void {
    this.#role.addToPolicy(statement);
  }
}

/** The bundle of a handler; of one that scores, with the firm's own model beside it. */
function codeOf(
  { bundles, settings: { ownChurnModel } }: StageFacts,
  { handler, scores }: { readonly handler: string; readonly scores?: true },
): Code {
  const bundle = join(bundles, handler);
  if (scores === undefined || ownChurnModel === undefined) return Code.fromAsset(bundle);
  return Code.fromAsset(bundle, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: what is to be done is done here.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (folder) => {
          cpSync(bundle, folder, { recursive: true });
          writeFileSync(join(folder, OWN_MODEL_FILE), ownChurnModel);
          return true;
        },
      },
    },
  });
}

function envProblems(handler: string, wanted: ReadonlySet<string>, bound: ReadonlySet<string>): string[] {
  return [
    ...[...wanted]
      .filter((key) => !bound.has(key))
      .map((key) => `${handler}: nothing binds ${key} of its Env schema`),
    ...[...bound]
      .filter((key) => !wanted.has(key))
      .map((key) => `${handler}: ${key} is bound but not in its Env schema`),
  ];
}

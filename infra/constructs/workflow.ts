import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArnFormat, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import { ServiceAlarm } from './service-alarm.ts';
import type { ServiceFunction } from './service-function.ts';
import { logRetention, named, stageOf } from './stage.ts';

interface WorkflowProps {
  /** `workflows/<name>.asl.json`. */
  readonly name: string;
  /**
   * Functions the machine calls. `make-offer` fills `${MakeOffer}`; the file must use each of them, and may use
   * no other.
   */
  readonly calls: readonly ServiceFunction[];
  /** The machine has a Distributed Map, and so starts children of itself. */
  readonly fansOut?: boolean;
  /** What the customer or the staff feel if executions fail. */
  readonly impactIfDown: string;
}

/** A state machine from reviewed ASL text. It may call the functions it names, and nothing else. */
export class Workflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const definition = readFileSync(join(stageOf(this).workflows, `${props.name}.asl.json`), 'utf8');
    const substitutions = Object.fromEntries(
      props.calls.map((fn) => [substitutionFor(fn.handlerName), fn.lambda.functionArn]),
    );
    this.node.addValidation({
      validate: () => substitutionProblems(props.name, definition, Object.keys(substitutions)),
    });

    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') });
    role.addToPolicy(
      allow(
        ['lambda:InvokeFunction'],
        props.calls.map((fn) => fn.lambda.functionArn),
      ),
    );
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: named(this, props.name),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: substitutions,
      role,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${named(this, props.name)}`,
          retention: logRetention(this),
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ERROR,
        // Ids would be harmless, but what a future state carries nobody can promise here.
        includeExecutionData: false,
      },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Log delivery and X-Ray, which Step Functions needs to write its own logs and traces, know no resource.',
    });
    Validations.of(this.machine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason:
        'Errors are logged; logging every event would cost more than the transitions, and the history keeps them for 90 days.',
    });
    if (props.fansOut === true) this.#mayFanOut(role, props.name);
    this.#alarms(props);
  }

  /** `start` it, or wake a wait of it (`answer`). Neither lets the caller read what the machine carries. */
  bind<Key extends string>(fn: ServiceFunction<Key>, { as }: { as: NoInfer<Key> }): void {
    fn.set(as, this.machine.stateMachineArn);
    fn.allow(allow(['states:StartExecution'], [this.machine.stateMachineArn]));
  }

  /** Lets the function answer an open wait of this machine; the token itself comes from the table. */
  letAnswer(fn: ServiceFunction): void {
    fn.allow(allow(['states:SendTaskSuccess'], [this.machine.stateMachineArn]));
  }

  /**
   * What AWS asks for a Distributed Map: start children of the same machine, look at them and stop them. A policy of
   * its own, as the machine cannot wait for a policy that names the machine.
   */
  #mayFanOut(role: Role, name: string): void {
    const children = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${named(this, name)}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, 'FanOut', {
      statements: [
        allow(['states:StartExecution'], [this.machine.stateMachineArn]),
        allow(['states:DescribeExecution', 'states:StopExecution'], [children]),
      ],
    });
    policy.attachToRole(role);
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${named(this, name)}:*]`,
      reason: 'Children of a Distributed Map are named by Step Functions; the right ends at this machine.',
    });
  }

  #alarms({ name, impactIfDown }: WorkflowProps): void {
    const period = Duration.minutes(5);
    new ServiceAlarm(this, 'Failed', {
      name: `${name}-workflow-failed`,
      impact: impactIfDown,
      metric: this.machine.metricFailed({ period, statistic: 'sum' }),
      above: 0,
    });
    new ServiceAlarm(this, 'TimedOut', {
      name: `${name}-workflow-timed-out`,
      impact: impactIfDown,
      metric: this.machine.metricTimedOut({ period, statistic: 'sum' }),
      above: 0,
    });
  }
}

/** `make-offer` → `MakeOffer`. */
function substitutionFor(handler: string): string {
  return handler.replaceAll(/(^|-)([a-z])/g, (_match, _dash: string, letter: string) => letter.toUpperCase());
}

function substitutionProblems(name: string, definition: string, given: readonly string[]): string[] {
  const used = new Set([...definition.matchAll(/\$\{([^}]+)\}/g)].map((match) => match[1] ?? ''));
  return [
    ...[...used]
      .filter((key) => !given.includes(key))
      .map((key) => `${name}.asl.json uses \${${key}}, which no call of the Workflow fills`),
    ...given
      .filter((key) => !used.has(key))
      .map((key) => `${name}.asl.json never uses \${${key}}, so the machine has a right it does not need`),
  ];
}

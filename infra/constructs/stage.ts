import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

/**
 * Facts of the stage that constructs deep in the tree need, without handing them through every signature.
 * A stack of ours is the only place that sets them.
 */
export interface StageFacts {
  readonly settings: Settings;
  /** Folder with one sub-folder per bundled function. */
  readonly bundles: string;
  /** Folder with `<name>.asl.json`. */
  readonly workflows: string;
}

/** A stack that knows its stage. */
export class StageStack extends Stack {
  readonly facts: StageFacts;

  constructor(scope: Construct, part: string, facts: StageFacts) {
    const { stage } = facts.settings;
    super(scope, `amends-${stage}-${part}`, {
      description: `Amends, stage ${stage}: ${part}`,
      tags: { product: 'amends', stage },
    });
    this.facts = facts;
  }
}

/** The stage of the stack a construct lives in. */
export function stageOf(construct: Construct): StageFacts {
  const stack = Stack.of(construct);
  if (!(stack instanceof StageStack)) throw new Error(`${construct.node.path} is not inside a StageStack`);
  return stack.facts;
}

/** Name of a thing that people look for: `amends-dev-recovery`. */
export function named(construct: Construct, what: string): string {
  return `amends-${stageOf(construct).settings.stage}-${what}`;
}

/** How long logs of the stage are kept. */
export function logRetention(construct: Construct): RetentionDays {
  return stageOf(construct).settings.logRetentionDays;
}

import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Allows exactly these actions on exactly these resources. House constructs use it behind their closed verbs. */
export function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources] });
}

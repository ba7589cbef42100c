import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * The key of holdout draws and of the suppression list, as JSON `{key}`. It is never rotated: another key would draw
 * everybody anew and forget who unsubscribed (ADR 013). It signs nothing that leaves the house.
 */
export class PseudonymSecret extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#secret = new Secret(this, 'Secret', {
      description: 'Draws customers into experiments and keeps the suppression list: {key}',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'Another key would end every experiment and forget who unsubscribed; the key never leaves the account.',
    });
  }

  /** Lets the function read the key, and tells it where. */
  bind(fn: ServiceFunction<'PSEUDONYM_SECRET_ID'>): void {
    fn.set('PSEUDONYM_SECRET_ID', this.#secret.secretArn);
    fn.allow(allow(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]));
  }
}

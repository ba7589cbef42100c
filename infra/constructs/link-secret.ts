import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * The key that signs links and reply addresses, as JSON `{current,previous}`. To rotate, move `current` to
 * `previous` and write a new `current`: links signed before stay good until the next rotation.
 */
export class LinkSecret extends Construct {
  readonly #secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#secret = new Secret(this, 'Secret', {
      description: 'Signs the links in our mails: {current,previous}',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ previous: '' }),
        generateStringKey: 'current',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.#secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'Links live for weeks in mailboxes; rotation is a decision of the runbook, not of a timer.',
    });
  }

  /** Lets the function read the key, and tells it where. */
  bind(fn: ServiceFunction<'LINK_SECRET_ID'>): void {
    fn.set('LINK_SECRET_ID', this.#secret.secretArn);
    fn.allow(allow(['secretsmanager:GetSecretValue'], [this.#secret.secretArn]));
  }
}

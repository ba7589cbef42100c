import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allow } from './grants.ts';
import type { ServiceFunction } from './service-function.ts';

/** A model on Amazon Bedrock that triage may ask, or none: then nobody may call one. */
export class OpinionModel extends Construct {
  readonly #model: string | undefined;

  constructor(scope: Construct, id: string, { model }: { readonly model: string | undefined }) {
    super(scope, id);
    this.#model = model;
  }

  /** Tells the function whom to ask, and lets it. */
  bind(fn: ServiceFunction<'OPINION_MODEL'>): void {
    fn.set('OPINION_MODEL', this.#model ?? 'none');
    if (this.#model === undefined) return;
    const { partition, region } = Stack.of(this);
    fn.allow(
      allow(['bedrock:InvokeModel'], [`arn:${partition}:bedrock:${region}::foundation-model/${this.#model}`]),
    );
  }
}

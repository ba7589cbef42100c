import * as z from 'zod';
import type { AsyncInvocations } from './async-invocations.ts';
import { fitsPattern } from './event-pattern.ts';
import type { Resource } from './template.ts';

const RuleProperties = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z
    .array(z.object({ Arn: z.string(), DeadLetterConfig: z.object({ Arn: z.string() }).optional() }))
    .default([]),
});

/** An event of the default bus, as its targets get it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/**
 * The rules of the template with a pattern: each function whose pattern an event fits is invoked with it. What fails
 * every try goes to the dead-letter queue that the target names.
 */
export function newEventRules(
  rules: readonly Resource[],
  invocations: AsyncInvocations,
): (event: BusEvent) => void {
  const targets = rules.flatMap(({ properties }) => {
    const { EventPattern, State, Targets } = RuleProperties.parse(properties);
    return EventPattern === undefined || State !== 'ENABLED'
      ? []
      : Targets.filter(({ Arn }) => Arn.includes(':lambda:')).map((target) => ({ EventPattern, ...target }));
  });
  return (event) => {
    const whole = { version: '0', account: '000000000000', region: 'us-east-1', ...event };
    for (const { EventPattern, Arn, DeadLetterConfig } of targets)
      if (fitsPattern(EventPattern, whole)) invocations.invoke(Arn, whole, DeadLetterConfig?.Arn);
  };
}

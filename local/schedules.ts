import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { AsyncInvocations } from './async-invocations.ts';
import type { Clock } from './clock.ts';
import type { DueList } from './due-list.ts';
import { parseSchedule, type Timetable } from './schedule-expression.ts';
import type { Resource } from './template.ts';

const SchedulerProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: z.object({
    Arn: z.string(),
    Input: z.string().optional(),
    DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  }),
});
const RuleProperties = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});

interface Plan {
  readonly name: string;
  readonly timetable: Timetable;
  readonly functionArn: string;
  readonly event: (at: number) => unknown;
  readonly deadLetterQueue: string | undefined;
}

interface Schedules {
  /** Puts the next firing of every schedule on the due list. */
  start(): void;
  /**
   * While `advancing` by more than two days, a rate fires at most hourly, above 20 days every four hours, and above 60 days
   * every six: a sweep every five minutes is 288 a day, too many to run a quarter of a year in seconds.
   */
  advancing(byMs: number): () => void;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Fires what the template schedules, on the virtual clock; firings missed while stopped are made up once. */
export function newSchedules(
  resources: readonly Resource[],
  due: DueList,
  clock: Clock,
  invocations: AsyncInvocations,
): Schedules {
  const plans = new Map(
    resources.flatMap((resource) => plansOf(resource, clock)).map((plan) => [plan.name, plan]),
  );
  let coarsest = 0;

  const putNext = (plan: Plan, after: number): void => {
    const { everyMs } = plan.timetable;
    const leap = everyMs !== undefined && everyMs < coarsest ? coarsest - everyMs : 0;
    const at = plan.timetable.nextAfter(after + leap);
    if (at !== undefined)
      due.add({ id: `schedule ${plan.name}`, at, kind: 'schedule', payload: { name: plan.name } });
  };
  due.on('schedule', ({ at, payload }) => {
    const plan = plans.get(z.object({ name: z.string() }).parse(payload).name);
    if (!plan) return;
    invocations.invoke(plan.functionArn, plan.event(at), plan.deadLetterQueue);
    // What was missed while the cloud was off is one firing, not hundreds.
    putNext(plan, Math.max(at, clock.now()));
  });

  return {
    start() {
      for (const plan of plans.values()) if (!due.has(`schedule ${plan.name}`)) putNext(plan, clock.now());
    },
    advancing(byMs) {
      coarsest = byMs > 60 * day ? 6 * hour : byMs > 20 * day ? 4 * hour : byMs > 2 * day ? hour : 0;
      return () => {
        coarsest = 0;
      };
    },
  };
}

function plansOf(resource: Resource, clock: Clock): Plan[] {
  if (resource.type === 'AWS::Scheduler::Schedule') {
    const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = SchedulerProperties.parse(
      resource.properties,
    );
    if (State !== 'ENABLED' || !Target.Arn.includes(':lambda:')) return [];
    const input: unknown = Target.Input === undefined ? {} : JSON.parse(Target.Input);
    return [
      {
        name: resource.logicalId,
        timetable: parseSchedule(ScheduleExpression, ScheduleExpressionTimezone, clock.now()),
        functionArn: Target.Arn,
        event: () => input,
        deadLetterQueue: Target.DeadLetterConfig?.Arn,
      },
    ];
  }
  const { ScheduleExpression, State, Targets } = RuleProperties.parse(resource.properties);
  if (ScheduleExpression === undefined || State !== 'ENABLED') return [];
  const timetable = parseSchedule(ScheduleExpression, 'UTC', clock.now());
  return Targets.filter(({ Arn }) => Arn.includes(':lambda:')).map(({ Arn, Input }, index) => ({
    name: `${resource.logicalId} ${index}`,
    timetable,
    functionArn: Arn,
    event: (at: number): unknown =>
      Input === undefined
        ? {
            id: randomUUID(),
            source: 'aws.events',
            'detail-type': 'Scheduled Event',
            time: new Date(at).toISOString(),
            detail: {},
          }
        : JSON.parse(Input),
    deadLetterQueue: undefined,
  }));
}

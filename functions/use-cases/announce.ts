import * as z from 'zod';
import { factSchema } from '../domain/case/fact.ts';
import { customerLeftSchema } from '../domain/customer/merge-customer.ts';
import { customerOutcomeSchema } from '../domain/experiment/customer-outcome.ts';
import { budgetEvent, customerLeftEvent, eventOf, outcomeEvent } from '../domain/event/domain-event.ts';
import { instantSchema } from '../domain/instant.ts';
import type { BudgetWarnings, EventBus } from '../ports/events.ts';
import type { Clock } from '../ports/world.ts';

export interface AnnounceDeps {
  readonly bus: EventBus;
  readonly warnings: BudgetWarnings;
  readonly clock: Clock;
}

/** The rows of the stream that are announced, told apart by their sort key. */
const rowSchema = z.object({ pk: z.string(), sk: z.string() });
const budgetRowSchema = z.object({
  committed: z.int(),
  limit: z.int().optional(),
  warnAt: z.int().optional(),
});
const warningSchema = z.object({
  period: z.string(),
  committed: z.int(),
  limit: z.int(),
  at: instantSchema,
});

/**
 * Tells one row of the stream to the firm's other systems. A budget of which most is held is first noted, once a
 * month; the note comes by the stream in its turn and is told then, so a crash in between neither loses nor doubles it.
 */
export async function announce(deps: AnnounceDeps, row: unknown): Promise<void> {
  const { pk, sk } = rowSchema.parse(row);
  if (sk === 'WARNED') return deps.bus.tell(budgetEvent(warningSchema.parse(row)));
  if (sk === 'BUDGET') {
    const { committed, limit, warnAt } = budgetRowSchema.parse(row);
    if (limit === undefined || warnAt === undefined || committed < warnAt) return undefined;
    const period = pk.slice(pk.indexOf('#') + 1);
    return deps.warnings.warn({ period, committed, limit, at: deps.clock.now() });
  }
  if (sk.startsWith('STATUS#')) return deps.bus.tell(customerLeftEvent(customerLeftSchema.parse(row)));
  if (sk.startsWith('OUTCOME#'))
    return deps.bus.tell(outcomeEvent(customerOutcomeSchema.parse(row), deps.clock.now()));
  const event = eventOf(factSchema.parse(row));
  return event && deps.bus.tell(event);
}

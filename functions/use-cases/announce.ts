import * as z from 'zod';
import { factSchema } from '../domain/case/fact.ts';
import { customerLeftSchema } from '../domain/customer/merge-customer.ts';
import { customerOutcomeSchema } from '../domain/experiment/customer-outcome.ts';
import {
  budgetEvent,
  customerLeftEvent,
  eventOf,
  outcomeEvent,
  type DomainEvent,
  campaignOfferEvent,
} from '../domain/event/domain-event.ts';
import { instantSchema } from '../domain/instant.ts';
import { offerSchema } from '../domain/offer/offer.ts';
import type { BudgetWarnings, EventBus } from '../ports/events.ts';
import type { Clock } from '../ports/world.ts';

interface AnnounceDeps {
  readonly bus: EventBus;
  readonly warnings: BudgetWarnings;
  readonly clock: Clock;
}

/** How many of the rows, from the first on, are done; where not all, what went wrong with the next. */
interface Consumed {
  readonly done: number;
  readonly error?: unknown;
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
 * Tells rows of the stream to the firm's other systems, in their order and many at a time: a feed of outcomes brings a
 * million, and behind them may wait what billing has to hear. A budget of which most is held is first noted, once a month;
 * the note comes by the stream in its turn and is told then, so a crash in between neither loses nor doubles it.
 */
export async function announce(deps: AnnounceDeps, rows: readonly unknown[]): Promise<Consumed> {
  const events: { readonly place: number; readonly event: DomainEvent }[] = [];
  let unread: Consumed = { done: rows.length };
  for (const [place, row] of rows.entries()) {
    try {
      const event = await eventIn(deps, row);
      if (event) events.push({ place, event });
    } catch (error) {
      // What comes before it is told all the same.
      unread = { done: place, error };
      break;
    }
  }
  const { told, why } = await deps.bus.tell(events.map(({ event }) => event));
  const left = events[told];
  return left ? { done: left.place, error: why } : unread;
}

async function eventIn({ warnings, clock }: AnnounceDeps, row: unknown): Promise<DomainEvent | undefined> {
  const { pk, sk } = rowSchema.parse(row);
  if (sk === 'WARNED') return budgetEvent(warningSchema.parse(row));
  if (sk === 'BUDGET') {
    const { committed, limit, warnAt } = budgetRowSchema.parse(row);
    if (limit === undefined || warnAt === undefined || committed < warnAt) return undefined;
    const period = pk.slice(pk.indexOf('#') + 1);
    await warnings.warn({ period, committed, limit, at: clock.now() });
    return undefined;
  }
  if (sk === 'OFFER') return campaignOfferEvent(offerSchema.parse(row));
  if (sk.startsWith('STATUS#')) return customerLeftEvent(customerLeftSchema.parse(row));
  if (sk.startsWith('OUTCOME#')) return outcomeEvent(customerOutcomeSchema.parse(row), clock.now());
  return eventOf(factSchema.parse(row));
}

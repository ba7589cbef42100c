import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandOutput,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import type { DomainEvent } from '../../domain/event/domain-event.ts';
import type { EventBus } from '../../ports/events.ts';

/** Source of all our events; the right to put events is bound to it. */
const EVENT_SOURCE = 'amends';

/** Limit of a request; ten of our events are far from its limit of size. */
const EVENTS_A_REQUEST = 10;

/** A bus of EventBridge, by name. The event's own id is in its detail, for EventBridge gives each telling another. */
export function eventBridge(busName: string, client = new EventBridgeClient({})): EventBus {
  const entryOf = ({ type, id, at, detail }: DomainEvent): PutEventsRequestEntry => ({
    EventBusName: busName,
    Source: EVENT_SOURCE,
    DetailType: type,
    Time: new Date(at),
    Detail: JSON.stringify({ id, at, ...detail }),
  });
  return {
    async tell(events) {
      for (let from = 0; from < events.length; from += EVENTS_A_REQUEST) {
        const Entries = events.slice(from, from + EVENTS_A_REQUEST).map(entryOf);
        let answer: PutEventsCommandOutput;
        try {
          answer = await client.send(new PutEventsCommand({ Entries }));
        } catch (why) {
          return { told: from, why };
        }
        const left = (answer.Entries ?? []).findIndex(({ ErrorCode }) => ErrorCode !== undefined);
        if (left < 0) continue;
        const [type, code] = [Entries[left]?.DetailType, answer.Entries?.[left]?.ErrorCode];
        return { told: from + left, why: new Error(`the bus did not take ${type}: ${code}`) };
      }
      return { told: events.length };
    },
  };
}

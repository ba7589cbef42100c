import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBus } from '../../ports/events.ts';

/** Source of all our events; the right to put events is bound to it. */
export const EVENT_SOURCE = 'amends';

/** A bus of EventBridge, by name. The event's own id is in its detail, for EventBridge gives each telling another. */
export function eventBridge(busName: string): EventBus {
  const client = new EventBridgeClient({});
  return {
    async tell({ type, id, at, detail }) {
      const { FailedEntryCount = 0, Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: busName,
              Source: EVENT_SOURCE,
              DetailType: type,
              Time: new Date(at),
              Detail: JSON.stringify({ id, at, ...detail }),
            },
          ],
        }),
      );
      if (FailedEntryCount > 0)
        throw new Error(`the bus did not take ${type}: ${Entries[0]?.ErrorCode ?? 'unknown'}`);
    },
  };
}

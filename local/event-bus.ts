import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonAnswer, type AwsService } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';

const KeptEvent = z.object({
  id: z.string(),
  at: z.string(),
  bus: z.string(),
  source: z.string(),
  type: z.string(),
  detail: z.json(),
});
export type KeptEvent = z.infer<typeof KeptEvent>;

const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.string().default('default'),
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
      }),
    )
    .min(1)
    .max(10),
});

/** What was told to other systems. */
export interface EventLog {
  /** Oldest first. @param type only events of this type */
  events(type?: string): readonly KeptEvent[];
}

/** EventBridge: takes `PutEvents` and keeps what it was told; nobody listens on a laptop but who looks. */
export function openEventBus(disk: Disk, clock: Clock): EventLog & { readonly serve: AwsService } {
  const shelf = disk.shelf('event', KeptEvent);
  const kept = [...shelf.all()];
  return {
    events: (type) => (type === undefined ? kept : kept.filter((event) => event.type === type)),
    serve({ operation, body }) {
      if (operation !== 'PutEvents')
        return jsonAnswer(400, { __type: 'InvalidAction', message: `Not done on the laptop: ${operation}` });
      const { Entries } = PutEvents.parse(JSON.parse(body.toString('utf8')));
      const answers = Entries.map(({ EventBusName, Source, DetailType, Detail }) => {
        const id = randomUUID();
        const event: KeptEvent = {
          id,
          at: clock.iso(),
          bus: EventBusName,
          source: Source,
          type: DetailType,
          detail: z.json().parse(JSON.parse(Detail)),
        };
        kept.push(event);
        shelf.put(`${String(kept.length).padStart(9, '0')}-${id}`, event);
        return { EventId: id };
      });
      return jsonAnswer(200, { FailedEntryCount: 0, Entries: answers });
    },
  };
}

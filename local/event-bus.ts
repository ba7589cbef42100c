import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonAnswer, type AwsService } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { BusEvent } from './event-rules.ts';

const KeptEvent = z.object({
  id: z.string(),
  at: z.string(),
  bus: z.string(),
  source: z.string(),
  type: z.string(),
  detail: z.json(),
});
type KeptEvent = z.infer<typeof KeptEvent>;

const PutEvents = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.string().default('default'),
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        Resources: z.array(z.string()).default([]),
      }),
    )
    .min(1)
    .max(10),
});
type Entry = z.infer<typeof PutEvents>['Entries'][number];

/** Events that the laptop shows: what is older has been told to the rules, and a feed of a million must not fill its memory. */
export const EVENTS_KEPT = 5000;

/** What was told on the bus. */
export interface EventLog {
  /** The last thousands, oldest first. @param type only events of this type */
  events(type?: string): readonly KeptEvent[];
}

/**
 * EventBridge: takes `PutEvents`, keeps the last of what it was told, and tells the rules of the template what was put on the
 * default bus.
 * @param tell the rules; asked at each event, since the functions are there only after the bus
 */
export function openEventBus(
  disk: Disk,
  clock: Pick<Clock, 'iso'>,
  tell: (event: BusEvent) => void,
): EventLog & { readonly serve: AwsService } {
  const shelf = disk.shelf('event', KeptEvent);
  const kept = shelf.latest(EVENTS_KEPT).toReversed();
  const take = ({ EventBusName, Source, DetailType, Detail, Resources }: Entry) => {
    const detail = parsedDetail(Detail);
    if (detail === undefined)
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is not a JSON object.' };
    if (Source.startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Only AWS tells of itself.' };
    const id = randomUUID();
    const at = clock.iso();
    const event: KeptEvent = { id, at, bus: EventBusName, source: Source, type: DetailType, detail };
    kept.push(event);
    shelf.put(id, event);
    const oldest = kept.length > EVENTS_KEPT ? kept.shift() : undefined;
    if (oldest) shelf.delete(oldest.id);
    if (/(^|\/)default$/.test(EventBusName))
      tell({ id, source: Source, 'detail-type': DetailType, time: at, resources: Resources, detail });
    return { EventId: id };
  };
  return {
    events: (type) => (type === undefined ? kept : kept.filter((event) => event.type === type)),
    serve({ operation, body }) {
      if (operation !== 'PutEvents')
        return jsonAnswer(400, { __type: 'InvalidAction', message: `Not done on the laptop: ${operation}` });
      const put = PutEvents.safeParse(JSON.parse(body.toString('utf8')));
      if (!put.success)
        return jsonAnswer(400, { __type: 'ValidationException', message: z.prettifyError(put.error) });
      const Entries = put.data.Entries.map(take);
      return jsonAnswer(200, {
        FailedEntryCount: Entries.filter((one) => 'ErrorCode' in one).length,
        Entries,
      });
    },
  };
}

/** Undefined for what EventBridge refuses. */
function parsedDetail(text: string): KeptEvent['detail'] | undefined {
  try {
    return z.record(z.string(), z.json()).safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { Disk } from './disk.ts';
import { compilePattern } from './event-pattern.ts';
import type { FunctionPool } from './functions.ts';
import { streamReader, type StreamReader, type StreamRecord } from './stream-reader.ts';
import type { Resource } from './template.ts';

const Mapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }) }).optional(),
});

const Checkpoint = z.object({ sequenceNumber: z.string() });
const BatchAnswer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]),
});
/** -1 means until the record expires, a day on AWS; on a laptop a bounded number says the same sooner. */
const retriesWithoutLimit = 10;

interface StreamPoller {
  /** Something was written: read on, now. */
  poke(): void;
  /** Reads what was written before the last stop, and goes on polling. */
  start(): void;
  stop(): void;
}

interface Surroundings {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly functions: Pick<FunctionPool, 'invoke'>;
  readonly deadLetters: DeadLetters;
  readonly region: string;
}

/** A poller for each function that the template feeds from the stream of one of the tables. */
export function newStreamPollers(
  mappings: readonly Resource[],
  tables: ReadonlyMap<string, { readonly streamArn: string | undefined }>,
  engineUrl: string,
  around: Surroundings,
): readonly StreamPoller[] {
  const readers = new Map<string, StreamReader>();
  const readerOf = (streamArn: string): StreamReader => {
    const reader = readers.get(streamArn) ?? streamReader(engineUrl, streamArn);
    readers.set(streamArn, reader);
    return reader;
  };
  return mappings.flatMap((mapping) => {
    const { EventSourceArn } = Mapping.parse(mapping.properties);
    const table = /:table\/([^/]+)\/stream\//.exec(EventSourceArn)?.[1] ?? '';
    const streamArn = tables.get(table)?.streamArn;
    return streamArn === undefined ? [] : [newStreamPoller(mapping, readerOf(streamArn), around)];
  });
}

/**
 * While an import or a campaign writes what nobody waits for, the stream is read in ever larger pieces: each read costs
 * the engine as much as a write.
 */
const longestLookAwayMs = 250;
const firstLookAwayMs = 5;

/**
 * Feeds one function from the stream of one table, at least once and in order. The place is saved after each page that
 * was read, so a kill repeats the batches of a page and never skips one.
 */
export function newStreamPoller(mapping: Resource, stream: StreamReader, around: Surroundings): StreamPoller {
  const settings = Mapping.parse(mapping.properties);
  const filters = (settings.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
    compilePattern(JSON.parse(Pattern)),
  );
  const checkpoints = around.disk.shelf('stream', Checkpoint);
  const retries = settings.MaximumRetryAttempts < 0 ? retriesWithoutLimit : settings.MaximumRetryAttempts;
  let poked = false;
  let running: Promise<void> | undefined;
  let stopped = true;

  async function drain(): Promise<void> {
    let lookAwayMs = 0;
    for (;;) {
      poked = false;
      let wanted = 0;
      for (const shard of await stream.shards()) wanted += await drainShard(shard);
      // `poked` is set from outside while this awaits.
      if (!wasPoked() || stopped) return;
      lookAwayMs = wanted > 0 ? 0 : Math.min(longestLookAwayMs, Math.max(firstLookAwayMs, lookAwayMs * 2));
      if (lookAwayMs > firstLookAwayMs) await pause(lookAwayMs);
    }
  }
  const wasPoked = (): boolean => poked;

  /** Reads a shard to its end. @returns how many records were for the function */
  async function drainShard(shard: string): Promise<number> {
    const key = `${mapping.logicalId} ${shard}`;
    let sum = 0;
    while (!stopped) {
      const records = await stream.after(shard, checkpoints.get(key)?.sequenceNumber);
      const last = records.at(-1);
      if (!last) break;
      const wanted = records.filter((record) => filters.length === 0 || filters.some((fits) => fits(record)));
      for (let from = 0; from < wanted.length; from += settings.BatchSize) {
        await deliver(wanted.slice(from, from + settings.BatchSize), retries);
      }
      checkpoints.put(key, { sequenceNumber: last.dynamodb.SequenceNumber });
      sum += wanted.length;
    }
    return sum;
  }

  async function deliver(batch: readonly StreamRecord[], left: number): Promise<void> {
    const failedFrom = await firstFailure(batch);
    if (failedFrom === undefined) return;
    const rest = batch.slice(failedFrom);
    if (rest.length > 1 && settings.BisectBatchOnFunctionError && left > 0) {
      const half = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, half), left - 1);
      await deliver(rest.slice(half), left - 1);
    } else if (left > 0) await deliver(rest, left - 1);
    else
      around.deadLetters.add(
        settings.DestinationConfig?.OnFailure.Destination ?? settings.FunctionName,
        rest,
      );
  }

  async function firstFailure(batch: readonly StreamRecord[]): Promise<number | undefined> {
    const event = { Records: batch.map(asLambdaSees) };
    const outcome = await around.functions.invoke(settings.FunctionName, event);
    if (!outcome.ok) return 0;
    if (!settings.FunctionResponseTypes.includes('ReportBatchItemFailures')) return undefined;
    const answer = BatchAnswer.safeParse(outcome.payload ?? {});
    if (!answer.success) return 0;
    const failed = new Set(answer.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    if (failed.size === 0) return undefined;
    const first = batch.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
    return Math.max(first, 0);
  }

  const asLambdaSees = (record: StreamRecord): object => ({
    ...record,
    awsRegion: around.region,
    eventSourceARN: settings.EventSourceArn,
    dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(around.clock.now() / 1000) },
  });

  const poke = (): void => {
    poked = true;
    if (stopped || running) return;
    const over = around.activity.begin();
    running = drain()
      .catch(async (error: unknown) => {
        console.error('The stream could not be read:', error);
        // What was written is there all the same, and perhaps nobody writes again.
        await pause(longestLookAwayMs);
        poked = true;
      })
      .finally(() => {
        running = undefined;
        // Written between the last look and now.
        if (wasPoked() && !stopped) poke();
        over();
      });
  };
  return {
    poke,
    start() {
      stopped = false;
      poke();
    },
    stop() {
      stopped = true;
    },
  };
}

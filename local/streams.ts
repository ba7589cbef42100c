import * as z from 'zod';
import type { Activity } from './activity.ts';
import type { Clock } from './clock.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { Disk } from './disk.ts';
import { fitsPattern } from './event-pattern.ts';
import type { FunctionPool } from './functions.ts';
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

const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
type StreamRecord = z.infer<typeof StreamRecord>;

const Checkpoint = z.object({ sequenceNumber: z.string() });
const BatchAnswer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]),
});
const Shards = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).default([]) }),
});
const Records = z.object({
  Records: z.array(StreamRecord).default([]),
  NextShardIterator: z.string().nullish(),
});

/** -1 means until the record expires, a day on AWS; on a laptop a bounded number says the same sooner. */
const retriesWithoutLimit = 10;

export interface StreamPoller {
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
  readonly functions: FunctionPool;
  readonly deadLetters: DeadLetters;
  readonly engineUrl: string;
  readonly region: string;
}

/**
 * Feeds one function from the stream of one table, at least once and in order. The place is saved after
 * each batch, so a kill repeats a batch and never skips one.
 */
export function newStreamPoller(mapping: Resource, streamArn: string, around: Surroundings): StreamPoller {
  const settings = Mapping.parse(mapping.properties);
  const patterns = (settings.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown =>
    JSON.parse(Pattern),
  );
  const checkpoints = around.disk.shelf('stream', Checkpoint);
  const retries = settings.MaximumRetryAttempts < 0 ? retriesWithoutLimit : settings.MaximumRetryAttempts;
  let poked = false;
  let running: Promise<void> | undefined;
  let stopped = true;

  async function drain(): Promise<void> {
    for (;;) {
      poked = false;
      const { StreamDescription } = Shards.parse(await call('DescribeStream', { StreamArn: streamArn }));
      for (const { ShardId } of StreamDescription.Shards) await drainShard(ShardId);
      // `poked` is set from outside while this awaits.
      if (!wasPoked() || stopped) return;
    }
  }
  const wasPoked = (): boolean => poked;

  async function drainShard(shard: string): Promise<void> {
    const key = `${mapping.logicalId} ${shard}`;
    while (!stopped) {
      const checkpoint = checkpoints.get(key);
      const { ShardIterator } = z.object({ ShardIterator: z.string() }).parse(
        await call('GetShardIterator', {
          StreamArn: streamArn,
          ShardId: shard,
          ...(checkpoint
            ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint.sequenceNumber }
            : { ShardIteratorType: 'TRIM_HORIZON' }),
        }),
      );
      const read = Records.parse(await call('GetRecords', { ShardIterator, Limit: 1000 }));
      const last = read.Records.at(-1);
      if (!last) return;
      const wanted = read.Records.filter(
        (record) => patterns.length === 0 || patterns.some((one) => fitsPattern(one, record)),
      );
      for (let from = 0; from < wanted.length; from += settings.BatchSize) {
        await deliver(wanted.slice(from, from + settings.BatchSize), retries);
      }
      checkpoints.put(key, { sequenceNumber: last.dynamodb.SequenceNumber });
    }
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

  async function call(operation: string, body: object): Promise<unknown> {
    const response = await fetch(around.engineUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=cloud/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation} on the stream: ${text}`);
    return JSON.parse(text);
  }

  const poke = (): void => {
    poked = true;
    if (stopped || running) return;
    const over = around.activity.begin();
    running = drain()
      .catch((error: unknown) => {
        console.error('The stream could not be read:', error);
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

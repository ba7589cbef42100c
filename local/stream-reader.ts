import * as z from 'zod';
import { engineCall } from './engine-call.ts';

const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
export type StreamRecord = z.infer<typeof StreamRecord>;

const Shards = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })).default([]) }),
});
const Records = z.object({ Records: z.array(StreamRecord).default([]) });

/** One stream of the engine. Several mappings read it at about the same place, so the last page is kept for the others. */
export interface StreamReader {
  shards(): Promise<readonly string[]>;
  /** The records behind a sequence number, or from the oldest on; none when there are none yet. */
  after(shard: string, sequenceNumber: string | undefined): Promise<readonly StreamRecord[]>;
}

export function streamReader(engineUrl: string, streamArn: string): StreamReader {
  const ask = engineCall(engineUrl);
  const pages = new Map<string, { readonly from: string; readonly page: Promise<readonly StreamRecord[]> }>();

  async function call(operation: string, body: object): Promise<unknown> {
    const { status, text } = await ask(
      {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization:
          'AWS4-HMAC-SHA256 Credential=cloud/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      },
      JSON.stringify(body),
    );
    if (status !== 200) throw new Error(`${operation} on the stream: ${text}`);
    return JSON.parse(text);
  }

  async function read(shard: string, from: string | undefined): Promise<readonly StreamRecord[]> {
    const { ShardIterator } = z.object({ ShardIterator: z.string() }).parse(
      await call('GetShardIterator', {
        StreamArn: streamArn,
        ShardId: shard,
        ...(from === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: from }),
      }),
    );
    return Records.parse(await call('GetRecords', { ShardIterator, Limit: 1000 })).Records;
  }

  return {
    async shards() {
      const { StreamDescription } = Shards.parse(await call('DescribeStream', { StreamArn: streamArn }));
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },

    async after(shard, sequenceNumber) {
      const from = sequenceNumber ?? '';
      const kept = pages.get(shard);
      if (kept?.from === from) {
        // An empty page may be older than what the caller was told of, and is read again, as is one that failed.
        const page = await kept.page.catch(() => []);
        if (page.length > 0) return page;
      }
      const page = read(shard, sequenceNumber);
      pages.set(shard, { from, page });
      return page;
    },
  };
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { loggable, logger } from './logger.ts';

type Handler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Consumes a table's stream in order, one change at a time. The first failure ends the batch: it and what follows are
 * delivered again, and after the mapping's retries it alone goes to the dead-letter queue (bisect), so one poison row never
 * blocks a shard for long.
 */
export function streamConsumer(consume: (row: unknown) => Promise<void>): Handler {
  return streamBatchConsumer(async (rows) => {
    for (const [done, row] of rows.entries()) {
      try {
        await consume(row);
      } catch (error) {
        return { done, error };
      }
    }
    return { done: rows.length };
  });
}

/**
 * The same with all changes of a batch at once.
 * @param consume says how many, from the first on, are done: the next is the failure that ends the batch
 */
export function streamBatchConsumer(
  consume: (rows: readonly unknown[]) => Promise<{ readonly done: number; readonly error?: unknown }>,
): Handler {
  return async ({ Records }) => {
    const { done, error } = await consume(Records.map(newImage));
    const failed = Records[done];
    if (!failed) return { batchItemFailures: [] };
    logger.error('stream record failed', { eventId: failed.eventID, ...loggable(error) });
    return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] };
  };
}

const attributeValues = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);

/** The Lambda types and the SDK types describe the same wire format. What has no new image fits no reader's schema. */
function newImage(record: DynamoDBRecord): unknown {
  const image = record.dynamodb?.NewImage;
  return image && unmarshall(attributeValues.parse(image));
}

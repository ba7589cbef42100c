import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { loggable, logger } from './logger.ts';

/**
 * Consumes a table's stream in order. The first failure ends the batch: it and what follows are delivered again, and after
 * the mapping's retries it alone goes to the dead-letter queue (bisect), so one poison row never blocks a shard for long.
 */
export function streamConsumer(
  consume: (row: unknown) => Promise<void>,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async (event) => {
    for (const record of event.Records) {
      try {
        await consume(newImage(record));
      } catch (error) {
        logger.error('stream record failed', { eventId: record.eventID, ...loggable(error) });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

const attributeValues = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object' && value !== null),
);

/** The Lambda types and the SDK types describe the same wire format. */
function newImage(record: DynamoDBRecord): unknown {
  const image = record.dynamodb?.NewImage;
  if (!image) throw new Error('a stream record without its new image');
  return unmarshall(attributeValues.parse(image));
}

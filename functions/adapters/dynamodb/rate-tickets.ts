import type { RateTicket } from '../../ports/cases.ts';
import { keys } from './keys.ts';
import { epochSeconds, type Table, type Write } from './table.ts';

/** Takes a place in a rate window, if one is left. The row of a window outlives it by one, for a clock that is behind. */
export function takeTicket(table: Table, ticket: RateTicket, now: string): Write {
  const window = Math.floor(epochSeconds(now) / ticket.windowSeconds);
  return {
    Update: {
      TableName: table.name,
      Key: keys.rate(ticket.hash, window),
      UpdateExpression: 'ADD taken :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(taken) OR taken < :limit',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':one': 1,
        ':limit': ticket.limit,
        ':ttl': (window + 2) * ticket.windowSeconds,
      },
    },
  };
}

/** Until the window that holds this moment is over. */
export const secondsLeft = (windowSeconds: number, at: string): number =>
  windowSeconds - (epochSeconds(at) % windowSeconds);

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** Capacity units used through a client since the last reset. */
export interface Meter {
  readonly used: { readUnits: number; writeUnits: number };
  reset(): void;
}

const consumedSchema = z.object({ CapacityUnits: z.number().default(0) });

/** Asks the engine for what each request costs, and adds it up. */
export function metered(client: DynamoDBClient): Meter {
  const used = { readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (given) => {
      Object.assign(given.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(given);
      const { ConsumedCapacity: consumed } = z
        .looseObject({ ConsumedCapacity: z.unknown() })
        .parse(answer.output);
      const units = (Array.isArray(consumed) ? consumed : [consumed])
        .map((one) => consumedSchema.safeParse(one).data?.CapacityUnits ?? 0)
        .reduce((sum, one) => sum + one, 0);
      const reads = /^(Get|BatchGet|Query)/.test(context.commandName ?? '');
      if (reads) used.readUnits += units;
      else used.writeUnits += units;
      return answer;
    },
    { step: 'initialize', name: 'meterCapacity' },
  );
  return {
    used,
    reset: () => void Object.assign(used, { readUnits: 0, writeUnits: 0 }),
  };
}

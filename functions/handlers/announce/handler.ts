import { dynamoBudgetWarnings } from '../../adapters/dynamodb/budget-warnings.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { eventBridge } from '../../adapters/eventbridge/event-bus.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { streamBatchConsumer } from '../../runtime/stream-consumer.ts';
import { announce } from '../../use-cases/announce.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const deps = {
  bus: eventBridge(env.EVENT_BUS),
  warnings: dynamoBudgetWarnings(openTable(env.TABLE)),
  clock: systemClock,
};

export const handler = streamBatchConsumer((rows) => announce(deps, rows));

import { dynamoCampaigns } from '../../adapters/dynamodb/campaigns.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { logger } from '../../runtime/logger.ts';
import { readRecordedEvent } from '../../runtime/outcome-event.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { countKept } from '../../use-cases/count-kept.ts';
import { measuringCampaigns } from '../../use-cases/measuring-campaigns.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const campaigns = dynamoCampaigns(table);
const deps = {
  campaigns,
  experiments: dynamoExperiments(table),
  measuring: measuringCampaigns({ campaigns, clock: systemClock }),
};

/** Runs for each outcome that was recorded; told twice or late, it counts nothing more. */
export const handler = async (event: unknown): Promise<void> => {
  const changed = await countKept(deps, readRecordedEvent(event));
  logger.info('kept counted', { campaigns: changed });
};

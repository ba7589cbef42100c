import { importChunk as contract } from '../../../workflows/contracts.ts';
import { dynamoBeliefs } from '../../adapters/dynamodb/beliefs.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { dynamoExperiments } from '../../adapters/dynamodb/experiments.ts';
import { dynamoImports } from '../../adapters/dynamodb/imports.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { dynamoPoints } from '../../adapters/dynamodb/points.ts';
import { openTable } from '../../adapters/dynamodb/table.ts';
import { rowParser } from '../../adapters/files/row-parser.ts';
import { s3ImportFiles } from '../../adapters/s3/import-files.ts';
import { systemClock } from '../../adapters/system/world.ts';
import { appraiseBy } from '../../domain/customer/appraise.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { giveUpImport, importChunk } from '../../use-cases/import-chunk.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const table = openTable(env.TABLE);
const deps = {
  imports: dynamoImports(table),
  customers: dynamoCustomers(table),
  files: s3ImportFiles(env.IMPORT_BUCKET, () => systemClock.now()),
  parser: rowParser,
  outcomes: {
    experiments: dynamoExperiments(table),
    offers: dynamoOffers(table),
    beliefs: dynamoBeliefs(table),
  },
  loyalty: {
    points: dynamoPoints(table),
    terms: { perUnit: env.SETTINGS.pointsPerUnit, currency: env.SETTINGS.currency },
  },
  appraise: appraiseBy({
    diamond: env.SETTINGS.diamondValue,
    gold: env.SETTINGS.goldValue,
    silver: env.SETTINGS.silverValue,
  }),
  clock: systemClock,
};

export const handler = workflowTask({
  ...contract,
  run: async ({ importId, giveUp }) => {
    if (giveUp !== true) return importChunk(deps, importId);
    await giveUpImport(deps, importId);
    return { importId, more: false };
  },
});

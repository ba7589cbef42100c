import { climbLadder as contract } from '../../../workflows/contracts.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { climbLadder } from '../../use-cases/climb-ladder.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const work = wireCaseWork(parseEnv(Env));
const deps = { ...work, customers: dynamoCustomers(work.table) };

export const handler = workflowTask({
  ...contract,
  run: ({ caseId, round }) => climbLadder(deps, caseId, round),
});

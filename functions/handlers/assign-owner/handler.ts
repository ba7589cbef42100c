import { assignOwner as contract } from '../../../workflows/contracts.ts';
import { dynamoCustomers } from '../../adapters/dynamodb/customers.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { assignOwner } from '../../use-cases/assign-owner.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const work = wireCaseWork(parseEnv(Env));
const deps = { ...work, customers: dynamoCustomers(work.table) };

export const handler = workflowTask({
  ...contract,
  run: ({ caseId, round }) => assignOwner(deps, caseId, round),
});

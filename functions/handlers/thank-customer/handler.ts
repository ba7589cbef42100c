import { thankCustomer as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { thankCustomer } from '../../use-cases/thank-customer.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const deps = wireCaseWork(parseEnv(Env));

export const handler = workflowTask({ ...contract, run: ({ caseId }) => thankCustomer(deps, caseId) });

import { triageCase as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { triageCase } from '../../use-cases/triage-case.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const deps = wireCaseWork(parseEnv(Env));

export const handler = workflowTask({ ...contract, run: ({ caseId }) => triageCase(deps, caseId) });

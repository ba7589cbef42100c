import { handOver as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { handOver } from '../../use-cases/hand-over.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const work = wireCaseWork(parseEnv(Env));
const deps = { ...work, ...wireJudgement(work.table) };

export const handler = workflowTask({ ...contract, run: ({ caseId }) => handOver(deps, caseId) });

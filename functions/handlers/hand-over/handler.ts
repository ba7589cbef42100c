import { handOver as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { handOver } from '../../use-cases/hand-over.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const work = wireCaseWork(env);
const deps = { ...work, ...wireJudgement(work.table, env.SETTINGS) };

export const handler = workflowTask({ ...contract, run: ({ caseId }) => handOver(deps, caseId) });

import { triageCase as contract } from '../../../workflows/contracts.ts';
import { bedrockJudge } from '../../adapters/bedrock/judge.ts';
import { ownJudge } from '../../adapters/system/own-judge.ts';
import type { Judge } from '../../ports/judge.ts';
import { logger } from '../../runtime/logger.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { triageCase } from '../../use-cases/triage-case.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const deps = { ...wireCaseWork(env), judge: judgeOf(env.OPINION_MODEL) };

function judgeOf(model: string): Judge {
  if (model === 'none') return ownJudge;
  const endpoint = process.env['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'];
  return bedrockJudge({
    model,
    region: process.env['AWS_REGION'] ?? 'us-east-1',
    ...(endpoint !== undefined && { endpoint }),
    // Lambda renews the credentials of a function by starting it anew.
    credentials: {
      accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: process.env['AWS_SESSION_TOKEN'] ?? '',
    },
    own: ownJudge,
    missed: (reason) => logger.warn('no second opinion', { reason }),
  });
}

export const handler = workflowTask({ ...contract, run: ({ caseId }) => triageCase(deps, caseId) });

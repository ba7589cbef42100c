import { makeOffer as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { makeOffer } from '../../use-cases/make-offer.ts';
import { wireCaseWork } from '../wiring.ts';
import { Env } from './env.ts';

const deps = wireCaseWork(parseEnv(Env));

export const handler = workflowTask({ ...contract, run: (wait) => makeOffer(deps, wait) });

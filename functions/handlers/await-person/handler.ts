import { awaitPerson as contract } from '../../../workflows/contracts.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { awaitPerson } from '../../use-cases/await-person.ts';
import { wireStore } from '../wiring.ts';
import { Env } from './env.ts';

const deps = wireStore(parseEnv(Env));

export const handler = workflowTask({ ...contract, run: (wait) => awaitPerson(deps, wait) });

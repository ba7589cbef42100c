import { planRecovery as contract } from '../../../workflows/contracts.ts';
import { dynamoOffers } from '../../adapters/dynamodb/offers.ts';
import { secretPseudonymKey } from '../../adapters/secrets/pseudonym-key.ts';
import { secretDigests } from '../../adapters/system/digests.ts';
import { parseEnv } from '../../runtime/parse-env.ts';
import { workflowTask } from '../../runtime/workflow-task.ts';
import { planRecovery } from '../../use-cases/plan-recovery.ts';
import { wireJudgement } from '../judgement-wiring.ts';
import { firmOf, wireStore } from '../wiring.ts';
import { Env } from './env.ts';

const env = parseEnv(Env);
const store = wireStore(env);
const deps = {
  ...store,
  ...wireJudgement(store.table, env.SETTINGS),
  offers: dynamoOffers(store.table),
  digests: secretDigests(secretPseudonymKey(env.PSEUDONYM_SECRET_ID)),
  // It decides and writes to nobody, so it needs no links.
  firm: firmOf(env.SETTINGS, { publicUrl: '', mailFrom: '' }),
};

export const handler = workflowTask({ ...contract, run: ({ caseId }) => planRecovery(deps, caseId) });

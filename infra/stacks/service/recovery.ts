import type { Construct } from 'constructs';
import { Env as HandOverEnv } from '../../../functions/handlers/hand-over/env.ts';
import { Env as MakeOfferEnv } from '../../../functions/handlers/make-offer/env.ts';
import { Env as PlanRecoveryEnv } from '../../../functions/handlers/plan-recovery/env.ts';
import { Env as RemindOfferEnv } from '../../../functions/handlers/remind-offer/env.ts';
import { Env as ResolveCaseEnv } from '../../../functions/handlers/resolve-case/env.ts';
import { Env as ThankCustomerEnv } from '../../../functions/handlers/thank-customer/env.ts';
import { Env as TriageCaseEnv } from '../../../functions/handlers/triage-case/env.ts';
import { OpinionModel } from '../../constructs/opinion-model.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { stageOf } from '../../constructs/stage.ts';
import { Workflow } from '../../constructs/workflow.ts';
import { addMailingStep } from './add-mailing-step.ts';
import type { Ground } from './ground.ts';
import { untilTheMailIsOut } from './until-the-mail-is-out.ts';

/** The way of a complaint, and the functions that decide its steps. */
export function addRecovery(stack: Construct, ground: Ground): Workflow {
  const triageCase = addMailingStep(stack, ground, 'TriageCase', {
    handler: 'triage-case',
    env: TriageCaseEnv,
    impactIfDown: 'New cases get no acknowledgement and go nowhere until it is tried again.',
    memory: 1024,
  });
  new OpinionModel(stack, 'OpinionModel', { model: stageOf(stack).settings.opinionModel }).bind(triageCase);

  const planRecovery = new ServiceFunction(stack, 'PlanRecovery', {
    handler: 'plan-recovery',
    scores: true,
    env: PlanRecoveryEnv,
    impactIfDown: 'Nothing is granted by rule: every new complaint goes to a person.',
    memory: 1024,
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(planRecovery, { as: 'TABLE', may: ['read', 'write'] });
  ground.pseudonyms.bind(planRecovery);

  const makeOffer = addMailingStep(stack, ground, 'MakeOffer', {
    handler: 'make-offer',
    env: MakeOfferEnv,
    impactIfDown: 'Customers are not told what they get; their cases go to a person.',
  });

  const remindOffer = addMailingStep(stack, ground, 'RemindOffer', {
    handler: 'remind-offer',
    env: RemindOfferEnv,
    impactIfDown: 'Nobody is reminded of an open offer; unanswered ones go to a person at once.',
  });

  const handOver = addMailingStep(stack, ground, 'HandOver', {
    handler: 'hand-over',
    scores: true,
    env: HandOverEnv,
    impactIfDown: 'Cases that need a person reach nobody.',
  });

  const resolveCase = addMailingStep(stack, ground, 'ResolveCase', {
    handler: 'resolve-case',
    env: ResolveCaseEnv,
    impactIfDown: 'Accepted offers are not confirmed and their cases stay open.',
  });

  const thankCustomer = addMailingStep(stack, ground, 'ThankCustomer', {
    handler: 'thank-customer',
    env: ThankCustomerEnv,
    impactIfDown: 'Praise and suggestions are stored, but nobody is thanked.',
  });

  return new Workflow(stack, 'Recovery', {
    name: 'recovery',
    calls: [triageCase, planRecovery, makeOffer, remindOffer, handOver, resolveCase, thankCustomer],
    impactIfDown: 'A complaint stopped half-way: the customer waits for an answer that does not come.',
  });
}

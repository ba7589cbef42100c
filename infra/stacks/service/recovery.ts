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
import type { Ground } from './ground.ts';
import { untilTheMailIsOut } from './until-the-mail-is-out.ts';

/** The way of a complaint, and the functions that decide its steps. */
export function addRecovery(stack: Construct, ground: Ground): Workflow {
  const triageCase = new ServiceFunction(stack, 'TriageCase', {
    handler: 'triage-case',
    env: TriageCaseEnv,
    impactIfDown: 'New cases get no acknowledgement and go nowhere until it is tried again.',
    memory: 1024,
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(triageCase, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(triageCase);
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

  const makeOffer = new ServiceFunction(stack, 'MakeOffer', {
    handler: 'make-offer',
    env: MakeOfferEnv,
    impactIfDown: 'Customers are not told what they get; their cases go to a person.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(makeOffer, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(makeOffer);

  const remindOffer = new ServiceFunction(stack, 'RemindOffer', {
    handler: 'remind-offer',
    env: RemindOfferEnv,
    impactIfDown: 'Nobody is reminded of an open offer; unanswered ones go to a person at once.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(remindOffer, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(remindOffer);

  const handOver = new ServiceFunction(stack, 'HandOver', {
    handler: 'hand-over',
    scores: true,
    env: HandOverEnv,
    impactIfDown: 'Cases that need a person reach nobody.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(handOver, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(handOver);

  const resolveCase = new ServiceFunction(stack, 'ResolveCase', {
    handler: 'resolve-case',
    env: ResolveCaseEnv,
    impactIfDown: 'Accepted offers are not confirmed and their cases stay open.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(resolveCase, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(resolveCase);

  const thankCustomer = new ServiceFunction(stack, 'ThankCustomer', {
    handler: 'thank-customer',
    env: ThankCustomerEnv,
    impactIfDown: 'Praise and suggestions are stored, but nobody is thanked.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(thankCustomer, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(thankCustomer);

  return new Workflow(stack, 'Recovery', {
    name: 'recovery',
    calls: [triageCase, planRecovery, makeOffer, remindOffer, handOver, resolveCase, thankCustomer],
    impactIfDown: 'A complaint stopped half-way: the customer waits for an answer that does not come.',
  });
}

import type { Construct } from 'constructs';
import { Env as AssignOwnerEnv } from '../../../functions/handlers/assign-owner/env.ts';
import { Env as AwaitPersonEnv } from '../../../functions/handlers/await-person/env.ts';
import { Env as ClimbLadderEnv } from '../../../functions/handlers/climb-ladder/env.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { Workflow } from '../../constructs/workflow.ts';
import { addMailingStep } from './add-mailing-step.ts';
import type { Ground } from './ground.ts';
import { untilTheMailIsOut } from './until-the-mail-is-out.ts';

/** The ladder of a case that a person has. */
export function addEscalation(stack: Construct, ground: Ground): Workflow {
  const assignOwner = addMailingStep(stack, ground, 'AssignOwner', {
    handler: 'assign-owner',
    env: AssignOwnerEnv,
    impactIfDown: 'Escalated cases get no owner, and nobody is told.',
  });

  const awaitPerson = new ServiceFunction(stack, 'AwaitPerson', {
    handler: 'await-person',
    env: AwaitPersonEnv,
    impactIfDown: 'What a person does is noticed only when the next level of the ladder is reached.',
    timeout: untilTheMailIsOut,
  });
  ground.table.bind(awaitPerson, { as: 'TABLE', may: ['read', 'write'] });

  const climbLadder = addMailingStep(stack, ground, 'ClimbLadder', {
    handler: 'climb-ladder',
    env: ClimbLadderEnv,
    impactIfDown: 'A case nobody looks at stays where it is; the duty mailbox is not told.',
  });

  return new Workflow(stack, 'Escalation', {
    name: 'escalation',
    calls: [assignOwner, awaitPerson, climbLadder],
    impactIfDown: 'An escalated case lost its ladder: if its owner sleeps, nobody wakes.',
  });
}

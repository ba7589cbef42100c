import type { Construct } from 'constructs';
import { Env as IntakeApiEnv } from '../../../functions/handlers/intake-api/env.ts';
import { Env as OpenMailEnv } from '../../../functions/handlers/open-mail/env.ts';
import { ONE_VCPU, ServiceFunction } from '../../constructs/service-function.ts';
import type { Ground } from './ground.ts';

/** Mail that waits for staff to decide about it: one function answers them, the other opens mail for it (docs/adr/040). */
export function addMailDesk(stack: Construct, ground: Ground): void {
  const openMail = new ServiceFunction(stack, 'OpenMail', {
    handler: 'open-mail',
    env: OpenMailEnv,
    impactIfDown: 'Staff can neither accept, attach nor refuse waiting mail, nor save its attachments.',
    memory: ONE_VCPU,
  });
  ground.table.bind(openMail, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(openMail);
  ground.mailBucket.bindExtracted(openMail, { may: 'put' });

  const intakeApi = new ServiceFunction(stack, 'IntakeApi', {
    handler: 'intake-api',
    env: IntakeApiEnv,
    impactIfDown:
      'Staff cannot see or decide what waits in quarantine, or free an address. It waits; nothing is lost.',
    memory: 1024,
  });
  ground.table.bind(intakeApi, { as: 'TABLE', may: ['read', 'write'] });
  ground.mailBucket.bindExtracted(intakeApi, { may: 'read' });
  openMail.letCall(intakeApi, { as: 'MAIL_DESK' });
  ground.api.staffRoute('ANY /api/staff/quarantine', intakeApi, ground.staff.authorizer);
  ground.api.staffRoute('ANY /api/staff/quarantine/{proxy+}', intakeApi, ground.staff.authorizer);
  ground.api.staffRoute('ANY /api/staff/mails/{proxy+}', intakeApi, ground.staff.authorizer);
  ground.api.staffRoute('ANY /api/staff/addresses', intakeApi, ground.staff.authorizer);
  ground.api.staffRoute('ANY /api/staff/addresses/{proxy+}', intakeApi, ground.staff.authorizer);
}

import type { Construct } from 'constructs';
import { Env as RetentionApiEnv } from '../../../functions/handlers/retention-api/env.ts';
import { Env as StaffApiEnv } from '../../../functions/handlers/staff-api/env.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import type { Ground } from './ground.ts';

/**
 * Rows of the API of retention, by what it does: catalogue and segments, campaigns and their definitions, outcomes, points and
 * the mails about them, offers that are decided about. Cases, ways of customers through campaigns, addresses, intake and
 * imports are not among them.
 */
const ofRetention = [
  ...['CATALOGUE', 'SEGMENTS', 'CAMPAIGN#', 'CAMPAIGNS'],
  ...['CUSTOMER#', 'TALLY#', 'LEARNED#'],
  ...['POINTS#', 'VOUCHER#', 'NOTICE#', 'REACH#'],
  ...['OFFER#', 'LIMIT#', 'BUDGET#'],
];

/** What staff call: cases and customers, and apart from them offers, campaigns and reports (docs/adr/048). */
export function addStaffApis(stack: Construct, ground: Ground): void {
  const staffApi = new ServiceFunction(stack, 'StaffApi', {
    handler: 'staff-api',
    scores: true,
    env: StaffApiEnv,
    impactIfDown: 'Staff cannot see or handle cases. Customers can still complain and answer offers.',
    memory: 1024,
  });
  ground.table.bind(staffApi, { as: 'TABLE', may: ['read', 'write', 'delete'] });
  ground.mayMail(staffApi);
  ground.mailBucket.bindImports(staffApi, { may: 'upload' });
  ground.mailBucket.bindAttachments(staffApi, { may: 'read' });
  ground.api.staffRoute('ANY /api/staff/{proxy+}', staffApi, ground.staff.authorizer);
  // What became of an accepted offer is a fact of its case; the rest of what begins so is no business of cases.
  ground.api.staffRoute('ANY /api/staff/offers/{id}/fulfilment', staffApi, ground.staff.authorizer);

  const retentionApi = new ServiceFunction(stack, 'RetentionApi', {
    handler: 'retention-api',
    scores: true,
    env: RetentionApiEnv,
    impactIfDown:
      'Staff cannot see or change offers, campaigns and reports. Cases and customers notice nothing.',
    memory: 1024,
  });
  ground.table.bind(retentionApi, { as: 'TABLE', may: ['read', 'write'], writesOnly: ofRetention });
  ground.mayMail(retentionApi);
  for (const part of ['offers', 'campaigns', 'segments', 'outcomes', 'reports', 'loyalty']) {
    ground.api.staffRoute(`ANY /api/staff/${part}`, retentionApi, ground.staff.authorizer);
    ground.api.staffRoute(`ANY /api/staff/${part}/{proxy+}`, retentionApi, ground.staff.authorizer);
  }
}

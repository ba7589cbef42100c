import type { Construct } from 'constructs';
import { Env as PointsPageEnv } from '../../../functions/handlers/points-page/env.ts';
import { Env as PublicApiEnv } from '../../../functions/handlers/public-api/env.ts';
import { Env as WebEnv } from '../../../functions/handlers/web/env.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import type { Ground } from './ground.ts';

/** What is open to the world: the API of the form and of links, the page of points, and all other pages. */
export function addCustomerApis(stack: Construct, ground: Ground): void {
  const publicApi = new ServiceFunction(stack, 'PublicApi', {
    handler: 'public-api',
    env: PublicApiEnv,
    impactIfDown: 'Customers cannot complain by form, see their case or answer an offer. Mail still works.',
    memory: 1024,
  });
  ground.table.bind(publicApi, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayLink(publicApi);
  ground.mailBucket.bindAttachments(publicApi, { may: 'take' });
  ground.api.openRoute('GET /healthz', publicApi);
  ground.api.openRoute('GET /api/openapi.json', publicApi);
  ground.api.openRoute('POST /api/complaints', publicApi);
  ground.api.openRoute('POST /api/attachments', publicApi);
  ground.api.openRoute('GET /api/cases/{token}', publicApi);
  ground.api.openRoute('POST /api/cases/{token}/messages', publicApi);
  ground.api.openRoute('GET /api/offers/{token}', publicApi);
  ground.api.openRoute('POST /api/offers/{token}', publicApi);
  ground.api.openRoute('GET /api/unsubscribe/{token}', publicApi);
  ground.api.openRoute('POST /api/unsubscribe/{token}', publicApi);
  ground.api.openRoute('GET /api/answers/{token}', publicApi);
  ground.api.openRoute('POST /api/answers/{token}', publicApi);

  const pointsPage = new ServiceFunction(stack, 'PointsPage', {
    handler: 'points-page',
    env: PointsPageEnv,
    impactIfDown:
      'Customers can neither see nor spend their points by link. Nothing is lost; the team can do it for them.',
    memory: 1024,
  });
  // Open to the world: accounts and vouchers, the mail about it and the record of its address, and nothing else.
  ground.table.bind(pointsPage, {
    as: 'TABLE',
    may: ['read', 'write'],
    writesOnly: ['POINTS#', 'VOUCHER#', 'NOTICE#', 'REACH#'],
  });
  ground.mayMail(pointsPage);
  ground.api.openRoute('GET /api/points/{token}', pointsPage);
  ground.api.openRoute('POST /api/points/{token}', pointsPage);

  const web = new ServiceFunction(stack, 'Web', {
    handler: 'web',
    env: WebEnv,
    impactIfDown: 'No page opens: neither form nor console. The API and mail still work.',
  });
  ground.mailBucket.nameAttachments(web);
  ground.api.otherwise(web);
}

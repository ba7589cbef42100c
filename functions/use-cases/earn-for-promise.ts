import { postingForPromise } from '../domain/points/earned.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Customers } from '../ports/customers.ts';
import type { Points } from '../ports/points.ts';
import type { Clock } from '../ports/world.ts';

export interface EarnForPromiseDeps {
  readonly points: Pick<Points, 'post'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly clock: Clock;
  readonly settings: Pick<RuntimeSettings, 'pointsPerPromise'>;
}

/**
 * Gives the points for a promise that was kept, once for each promise whatever is told twice; `none` where the firm gives
 * none.
 * @throws when we know no such customer: nobody waits for an answer, and nothing of it may be lost
 */
export async function earnForPromise(
  { points, customers, clock, settings }: EarnForPromiseDeps,
  { promiseId, customerId }: { readonly promiseId: string; readonly customerId: string },
): Promise<'earned' | 'known' | 'none'> {
  if (settings.pointsPerPromise === 0) return 'none';
  if (!(await customers.byId(customerId)))
    throw new Error('customerId is not a customer we know; import customers first');
  const posting = postingForPromise(promiseId, customerId, settings.pointsPerPromise, clock.now());
  return (await points.post(posting)).kind === 'posted' ? 'earned' : 'known';
}

import { driftOf, DRIFTED, type Drift } from '../domain/churn/drift.ts';
import { modelRow } from '../domain/churn/model-row.ts';
import type { ChurnModel } from '../domain/churn/score.ts';
import { partOfBase, wholeBase, type BaseRange } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock } from '../ports/world.ts';
import { complaintsOfNeighbours, notableAround, type KnownComplaints } from './known-complaints.ts';

interface WatchDriftDeps {
  readonly customers: Pick<Customers, 'page'>;
  readonly contacts: Pick<Contacts, 'notable' | 'under'>;
  readonly cases: Pick<Cases, 'read'>;
  readonly churnModel: ChurnModel;
  readonly clock: Clock;
}

interface Watched {
  readonly model: string;
  readonly customers: number;
  /** Features that have moved far, and `score` when the scores have. */
  readonly drifted: readonly Drift[];
}

/** Customers looked at a day: enough for an index that chance moves by a hundredth. */
const SAMPLE = 1_000;
const PAGE = 250;
const PARTS = 64;
const MS_PER_DAY = 86_400_000;

/**
 * Compares a sample of the base with the customers the churn model learned from. The base stands in hash order, so a run of
 * it is a random sample; it begins elsewhere every day. Complaints lie beside the base, in the same order. Of who has no
 * address nobody knows whether they complained.
 */
export async function watchDrift(deps: WatchDriftDeps): Promise<Watched> {
  const { customers, churnModel, clock } = deps;
  const at = clock.now();
  const { from } = partOfBase(Math.floor(Date.parse(at) / MS_PER_DAY) % PARTS, PARTS);
  const sample: Customer[] = [];
  const complaints = new Map<string, KnownComplaints>();
  const ranges: BaseRange[] = [
    { from, through: wholeBase.through },
    { from: wholeBase.from, through: from },
  ];
  for (const range of ranges) {
    let next: string | undefined;
    do {
      if (sample.length >= SAMPLE) break;
      const page = await customers.page(range, PAGE, next);
      sample.push(...page.customers);
      const reachable = page.customers.filter(({ emails }) => emails.length > 0);
      const found = await complaintsOfNeighbours(deps, reachable, await notableAround(deps, reachable));
      for (const [id, one] of found) complaints.set(id, one);
      next = page.next;
    } while (next !== undefined);
  }
  const rows = sample.slice(0, SAMPLE).map((customer) =>
    modelRow(churnModel, {
      at,
      ...customer,
      complaintsIn90Days: complaints.get(customer.id)?.in90Days,
    }),
  );
  const drifted = driftOf(churnModel, rows).filter(({ index }) => index >= DRIFTED);
  return { model: `${churnModel.name} ${churnModel.version}`, customers: rows.length, drifted };
}

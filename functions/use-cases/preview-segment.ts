import { modelRow } from '../domain/churn/model-row.ts';
import type { ChurnModel, Risk } from '../domain/churn/score.ts';
import { refusedByRecord } from '../domain/contact/govern.ts';
import { dayIn } from '../domain/contact/quiet-hours.ts';
import { partOfBase, shareOfBase } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { loyaltyFactsOf, loyaltyOf } from '../domain/customer/loyalty.ts';
import type { Instant } from '../domain/instant.ts';
import { compileRule } from '../domain/segment/evaluate.ts';
import type { SegmentSubject } from '../domain/segment/fields.ts';
import type { SegmentRule } from '../domain/segment/rule.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock } from '../ports/world.ts';
import { sizeOfBase } from './size-of-base.ts';

export interface PreviewSegmentDeps {
  readonly customers: Pick<Customers, 'page' | 'count'>;
  readonly churnModel: ChurnModel;
  readonly clock: Clock;
  readonly settings: { readonly timeZone: string };
}

/** A number of customers. Where only a sample was looked at, `low` and `high` hold it in 19 cases of 20. */
interface Estimate {
  readonly customers: number;
  readonly low: number;
  readonly high: number;
  readonly isExact: boolean;
}

interface SegmentPreview {
  readonly base: Estimate;
  readonly inSegment: Estimate;
  /** Those of them whose record allows a mail: consent, an address, no wish to be left alone. */
  readonly reachable: Estimate;
  /** One mail to each of the reachable, in dollars of the mail service. */
  readonly mailCost: number;
  readonly lookedAt: number;
  /** Customers whose membership hangs on their complaints, which a preview does not look up; they are not counted in. */
  readonly undecided: number;
}

/** Looked at for a preview: a second of work, and some hundred read units. */
const SAMPLE = 5000;
const PAGE_SIZE = 500;
/** SES Essentials, US dollars for a thousand mails (`tools/cost/prices.ts`). */
const MAIL_DOLLARS_PER_1000 = 0.16;

/** How many customers a rule finds: exactly in a small base, from a random sample in a large one. */
export async function previewSegment(deps: PreviewSegmentDeps, rule: SegmentRule): Promise<SegmentPreview> {
  const size = await sizeOfBase(deps.customers);
  const range = partOfBase(0, Math.max(1, Math.round(size / SAMPLE)));
  const share = shareOfBase(range);
  const inSegment = compileRule(rule);
  const today = dayIn(deps.clock.now(), deps.settings.timeZone);
  let [lookedAt, found, reachable, undecided] = [0, 0, 0, 0];
  for (let next: string | undefined = range.from; next !== undefined;) {
    const page = await deps.customers.page(range, PAGE_SIZE, next);
    for (const customer of page.customers) {
      lookedAt += 1;
      const met = inSegment(subjectFor(deps.churnModel, customer, today, deps.clock.now()));
      if (met === undefined) undecided += 1;
      if (met !== true) continue;
      found += 1;
      if (refusedByRecord(customer) === undefined) reachable += 1;
    }
    next = page.next;
  }
  const estimateOf = (count: number): Estimate => estimate(count, share);
  const mails = estimateOf(reachable);
  return {
    base: estimateOf(lookedAt),
    inSegment: estimateOf(found),
    reachable: mails,
    mailCost: Math.round((mails.customers / 1000) * MAIL_DOLLARS_PER_1000 * 100) / 100,
    lookedAt,
    undecided,
  };
}

/** A customer as rules ask about them, without a look into the store; scored once, when somebody asks. */
export function subjectFor(
  model: ChurnModel,
  customer: Customer,
  today: string,
  at: Instant,
  complaintsIn90Days?: number,
): SegmentSubject & { readonly score: () => Risk } {
  let scored: Risk | undefined;
  const score = (): Risk =>
    (scored ??= model.score(modelRow(model, { at, ...customer, complaintsIn90Days })));
  return {
    customer,
    today,
    score,
    risk: () => score().probability,
    loyalty: () => loyaltyOf(loyaltyFactsOf(customer), at).loyalty,
  };
}

const TWO_SIDED_95 = 1.96;

/**
 * A count in a random part of the base, blown up to the whole. Each customer lies in the part with chance `share`, so the
 * count is binomial: the interval is Wilson's for a rate, added half a customer so that none found is not none there.
 */
function estimate(count: number, share: number): Estimate {
  const customers = Math.round(count / share);
  if (share >= 1) return { customers, low: count, high: count, isExact: true };
  const spread = TWO_SIDED_95 * Math.sqrt((count + 1) * (1 - share));
  return {
    customers,
    low: Math.max(count, Math.floor((count - spread) / share)),
    high: Math.ceil((count + spread) / share),
    isExact: false,
  };
}

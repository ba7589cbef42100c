import { modelRow } from '../domain/churn/model-row.ts';
import type { ChurnModel, Reason } from '../domain/churn/score.ts';
import type { Assessment, Case } from '../domain/case/case.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { identify } from '../domain/customer/identify.ts';
import { valueAtRisk } from '../domain/customer/value.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Cases } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';

export interface AssessDeps {
  readonly cases: Pick<Cases, 'openedBy'>;
  readonly customers: Pick<Customers, 'byAddress'>;
  readonly churnModel: ChurnModel;
}

/** Who the customer is to us at this moment, and how likely they are to leave. */
export interface Assessed {
  readonly customer: Customer | undefined;
  readonly assessment: Assessment;
  readonly complaintsIn90Days: number;
  /** The cases that this address opened in these days. */
  readonly recent: readonly { readonly caseId: string; readonly receivedAt: Instant }[];
  readonly risk: readonly Pick<Reason, 'feature' | 'value' | 'contribution'>[];
  readonly model: string;
}

const COMPLAINT_WINDOW_DAYS = 90;
/** Reasons kept with the case; the rest of a score hardly moves it. */
const REASONS_KEPT = 5;

export async function assessCustomer(deps: AssessDeps, record: Case, at: Instant): Promise<Assessed> {
  const since = plusDays(at, -COMPLAINT_WINDOW_DAYS);
  const [known, opened] = await Promise.all([
    deps.customers.byAddress(record.email),
    deps.cases.openedBy(record.email, since),
  ]);
  const customer = identify(known, record.claimedCustomer);
  const complaintsIn90Days = new Set([record.id, ...opened.map((one) => one.caseId)]).size;
  const score = deps.churnModel.explain(
    modelRow(deps.churnModel, {
      at,
      since: customer?.since,
      contractType: customer?.contractType,
      monthlyCharge: customer?.monthlyCharge,
      currency: customer?.currency,
      lastOrderOn: customer?.lastOrderOn,
      orders: customer?.orders,
      satisfaction: customer?.satisfaction,
      complaintsIn90Days: customer ? complaintsIn90Days : undefined,
      attributes: customer?.attributes,
    }),
  );
  const { probability, band } = score;
  return {
    customer,
    complaintsIn90Days,
    recent: opened,
    assessment: {
      ...(customer && { customerId: customer.id }),
      tier: customer?.tier ?? 'standard',
      probability,
      band,
      valueAtRisk: valueAtRisk(probability, customer?.value ?? 0),
    },
    risk: score.reasons
      .slice(0, REASONS_KEPT)
      .map(({ feature, value, contribution }) => ({ feature, value, contribution })),
    model: deps.churnModel.name,
  };
}

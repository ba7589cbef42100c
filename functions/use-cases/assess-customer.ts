import { modelRow } from '../domain/churn/model-row.ts';
import type { ChurnModel, Reason } from '../domain/churn/score.ts';
import type { Assessment, Case } from '../domain/case/case.ts';
import type { Happened } from '../domain/case/change.ts';
import { knownAddresses, type Customer } from '../domain/customer/customer.ts';
import { identify } from '../domain/customer/identify.ts';
import { valueAtRisk } from '../domain/customer/value.ts';
import type { EscalationInput } from '../domain/escalation/rules.ts';
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

/**
 * Judges who complains: by their address, by the number they claim, by the complaints of 90 days from any of their addresses
 * and by the churn model.
 */
export async function assessCustomer(deps: AssessDeps, record: Case, at: Instant): Promise<Assessed> {
  const since = plusDays(at, -COMPLAINT_WINDOW_DAYS);
  const [known, opened] = await Promise.all([
    deps.customers.byAddress(record.email),
    deps.cases.openedBy(record.email, since),
  ]);
  const customer = identify(known, record.claimedCustomer);
  const others = customer ? knownAddresses(customer).filter((address) => address !== record.email) : [];
  const elsewhere = await Promise.all(others.map((address) => deps.cases.openedBy(address, since)));
  const complaints = [...opened, ...elsewhere.flat()];
  const complaintsIn90Days = new Set([record.id, ...complaints.map(({ caseId }) => caseId)]).size;
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

/** The fact of an assessment, with the reasons for which a person gets the case by it. */
export const assessmentOf = ({ assessment, risk, model }: Assessed, person: readonly string[]): Happened => ({
  happening: { type: 'CaseAssessed', assessed: assessment, person: [...person], risk: [...risk], model },
});

/** What the rules of escalation ask of a case and its customer. */
export const escalationOf = (
  { triaged }: Case,
  { assessment, complaintsIn90Days }: Assessed,
): Pick<EscalationInput, 'tier' | 'severity' | 'flags' | 'ask' | 'valueAtRisk' | 'complaintsIn90Days'> => ({
  tier: assessment.tier,
  severity: triaged?.severity ?? 1,
  flags: triaged?.flags ?? [],
  ask: triaged?.ask ?? 'none',
  valueAtRisk: assessment.valueAtRisk,
  complaintsIn90Days,
});

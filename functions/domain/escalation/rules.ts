import type { Tier } from '../customer/customer.ts';
import type { MinorUnits } from '../money.ts';
import { flagSchema, LOW_CONFIDENCE, type Flag } from '../triage/judgement.ts';
import type { PersonReason } from './reason.ts';

/** What decides whether a case goes to a person when it comes in. Amounts in minor units. */
export interface EscalationInput {
  readonly tier: Tier;
  /** 1 (lowest) to 4. */
  readonly severity: number;
  readonly flags: readonly string[];
  /** What the customer asks for, as triage names it; `callback` is a request for a person. */
  readonly ask: string;
  /** 0 to 1. */
  readonly triageConfidence: number;
  /** Probability × value; absent where the customer does not allow profiling. */
  readonly valueAtRisk?: MinorUnits | undefined;
  /** This one included. */
  readonly complaintsIn90Days: number;
  readonly remedyNeedsPerson: boolean;
  /** The chosen offer costs more than may be offered without a second person. */
  readonly offerNeedsApproval: boolean;
}

interface EscalationLimits {
  /** A case with more than this at risk goes to a person; minor units. */
  readonly valueAtRisk: MinorUnits;
  /** Triage less sure than this goes to a person. */
  readonly leastConfidence?: number;
}

const GOLD_FROM_SEVERITY = 2;
const HIGHEST_SEVERITY = 4;
const COMPLAINTS_IN_90_DAYS = 3;

const reasonOfFlag = {
  safety: 'flag-safety',
  'data-breach': 'flag-data-breach',
  vulnerable: 'flag-vulnerable',
  discrimination: 'flag-discrimination',
  'legal-threat': 'flag-legal-threat',
  regulator: 'flag-regulator',
  media: 'flag-media',
} as const satisfies Record<Flag, PersonReason>;

/** A flag that we have no words for still is a flag. */
function reasonFor(flag: string): PersonReason {
  const known = flagSchema.safeParse(flag);
  return known.success ? reasonOfFlag[known.data] : 'flag-other';
}

/** Why a person looks at what carries these flags, each reason once. */
export const reasonsOfFlags = (flags: readonly string[]): readonly PersonReason[] => [
  ...new Set(flags.map(reasonFor)),
];

/**
 * All reasons for which this complaint goes to a person, the most urgent first; empty when none does.
 * It withholds nothing: the standard remedy of the category is granted all the same.
 */
export function whyAPerson(input: EscalationInput, limits: EscalationLimits): readonly PersonReason[] {
  const when = (holds: boolean, reason: PersonReason): readonly PersonReason[] => (holds ? [reason] : []);
  return [
    ...reasonsOfFlags(input.flags),
    ...when(input.severity >= HIGHEST_SEVERITY, 'severity-highest'),
    ...when(input.tier === 'diamond', 'tier-diamond'),
    ...when(input.tier === 'gold' && input.severity >= GOLD_FROM_SEVERITY, 'tier-gold-severe'),
    ...when(input.valueAtRisk !== undefined && input.valueAtRisk > limits.valueAtRisk, 'value-at-risk'),
    ...when(input.offerNeedsApproval, 'offer-needs-approval'),
    ...when(input.complaintsIn90Days >= COMPLAINTS_IN_90_DAYS, 'third-complaint'),
    ...when(input.triageConfidence < (limits.leastConfidence ?? LOW_CONFIDENCE), 'low-confidence'),
    ...when(input.ask === 'callback', 'customer-asks'),
    ...when(input.remedyNeedsPerson, 'remedy-needs-person'),
  ];
}

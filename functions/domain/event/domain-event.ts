import type { Fact } from '../case/fact.ts';
import type { CustomerLeft } from '../customer/merge-customer.ts';
import type { CustomerOutcome } from '../experiment/customer-outcome.ts';
import { factIdOf, idPrefixes } from '../ids.ts';
import type { Instant } from '../instant.ts';
import { MADE_AS } from '../offer/campaign-offer-fact.ts';
import type { Offer } from '../offer/offer.ts';

/**
 * What the firm's other systems are told, and what of it we listen to ourselves: `left` is in the detail of whatever says
 * that a customer has left, and `stays` in what says that they stay after all. Ids, codes and amounts only: no name, address or text of a person.
 * `id` is the same whenever the same event is told again, which may happen: who listens keeps it.
 */
export interface DomainEvent {
  readonly type: string;
  readonly id: string;
  readonly at: Instant;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** Facts that are told as they are, with the fields that may leave. */
const told = {
  ComplaintReceived: ['channel', 'kind'],
  CaseBegunByOffer: ['offerId', 'campaignId', 'kind'],
  OfferMade: ['offerId', 'catalogueId', 'cost', 'validUntil', 'approved'],
  OfferApproved: ['offerId', 'validUntil'],
  OfferOpened: ['offerId', 'validUntil'],
  OfferExpired: ['offerId'],
  OfferWithdrawn: ['offerId', 'why'],
  OfferGrantRequested: [
    'offerId',
    'by',
    'catalogueId',
    'catalogueVersion',
    'cost',
    'customerKey',
    'answerBy',
  ],
  OfferGranted: ['offerId', 'by', 'late'],
  OfferGrantFailed: ['offerId', 'late'],
  OfferGrantOverdue: ['offerId'],
  OfferGrantContradicted: ['offerId', 'recorded', 'said'],
  PromiseKept: ['promiseId', 'customerId'],
  ContractCancellationRequested: [],
  CaseEscalated: ['queue', 'dueAt'],
  CaseResolved: ['closeAt', 'left', 'stays'],
  CaseClosed: ['why'],
  CaseReopened: [],
} as const satisfies Partial<Record<Fact['happened']['type'], readonly string[]>>;

/** Types of facts of a case that leave the house; the stream is filtered by them. */
export const toldFacts: readonly string[] = [...Object.keys(told), 'OfferAnswered'].sort();

const answers = {
  accept: 'OfferAccepted',
  decline: 'OfferDeclined',
  'call-me': 'OfferCallRequested',
  'cancel-contract': 'OfferEndedByCancellation',
} as const;

/** The event of a fact, or undefined when it stays in the house. A grant that is asked for carries its idempotency key. */
export function eventOf(fact: Pick<Fact, 'id' | 'subjectId' | 'at' | 'happened'>): DomainEvent | undefined {
  const { happened, id, at } = fact;
  // What happens to a campaign's offer before an answer opens a case happens to the offer alone.
  const about = fact.subjectId.startsWith(idPrefixes.offer)
    ? { offerId: fact.subjectId }
    : { caseId: fact.subjectId };
  if (happened.type === 'OfferAnswered') {
    const { offerId, answer, late } = happened;
    return {
      type: late ? 'OfferAnsweredLate' : answers[answer],
      id,
      at,
      // Leaving is never refused, so a late answer says it too.
      detail: { ...about, offerId, answer, ...(answer === 'cancel-contract' && { left: true }) },
    };
  }
  if (!isTold(happened.type)) return undefined;
  const fields: readonly string[] = told[happened.type];
  const detail = Object.fromEntries(
    Object.entries(happened).flatMap(([name, value]) =>
      fields.includes(name) && isPlain(value) ? [[name, value] as const] : [],
    ),
  );
  const key = happened.type === 'OfferGrantRequested' ? { idempotencyKey: happened.offerId } : {};
  return { type: happened.type, id, at, detail: { ...about, ...detail, ...key } };
}

/**
 * That a campaign made an offer, or holds one back for a second person: its own row says so, as it was written first. On a
 * case a fact does.
 */
export const campaignOfferEvent = ({
  id: offerId,
  catalogueId,
  cost,
  validUntil,
  status,
  madeAt: at,
}: Offer): DomainEvent => ({
  type: 'OfferMade',
  id: factIdOf(offerId, MADE_AS),
  at,
  detail: { offerId, catalogueId, cost, validUntil, approved: status === 'open' },
});

const isTold = (type: string): type is keyof typeof told => type in told;
const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** That a month's offers hold most of its budget: told once a month. Amounts in minor units. */
export const budgetEvent = (warning: {
  readonly period: string;
  readonly committed: number;
  readonly limit: number;
  readonly at: string;
}): DomainEvent => ({
  type: 'OfferBudgetNearlySpent',
  id: `budget-${warning.period}`,
  at: warning.at,
  detail: { period: warning.period, committed: warning.committed, limit: warning.limit },
});

/** That the record of a customer says since when they are gone. */
export const customerLeftEvent = ({ customerId, version, at }: CustomerLeft): DomainEvent => ({
  type: 'CustomerLeft',
  id: `${customerId}-${version}`,
  at,
  detail: { customerId, left: true },
});

/** That something became of a customer, as somebody said it. */
export const outcomeEvent = (
  { id, customerId, kind, on, source }: CustomerOutcome,
  at: string,
): DomainEvent => ({
  type: 'OutcomeRecorded',
  id: `${customerId}-${id}`,
  at,
  detail: { customerId, kind, on, source },
});

import fc from 'fast-check';
import type { Case, CaseStatus } from '../../../functions/domain/case/case.ts';
import { theSystem } from '../../../functions/domain/case/case.ts';
import { numberFact } from '../../../functions/domain/case/change.ts';
import type { Fact, Happening } from '../../../functions/domain/case/fact.ts';
import { plusDays } from '../../../functions/domain/instant.ts';
import { aCase, escalated, idOf, monday } from '../../support/case-builders.ts';

const remedy = {
  rule: 'delivery.late',
  kind: 'refund-fee',
  amount: 499,
  text: { en: 'We refund your fee.', 'zh-Hans': '退还配送费。' },
  grantedAt: monday,
} as const;

const offerId = idOf('off_', 1);
const until = plusDays(monday, 14);

/** One of each thing that can happen to a case. */
export const everyHappening: { readonly [Type in Happening['type']]: Extract<Happening, { type: Type }> } = {
  ComplaintReceived: {
    type: 'ComplaintReceived',
    channel: 'form',
    kind: 'complaint',
    marketingConsent: false,
  },
  MessageReceived: { type: 'MessageReceived', message: 2, channel: 'mail', settled: false },
  CaseTriaged: {
    type: 'CaseTriaged',
    kind: 'complaint',
    triaged: {
      language: 'en',
      category: 'delivery.late',
      severity: 2,
      sentiment: -0.5,
      flags: [],
      ask: 'none',
      confidence: 0.8,
    },
    answerBy: plusDays(monday, 4),
  },
  CaseAssessed: {
    type: 'CaseAssessed',
    assessed: { tier: 'silver', probability: 0.3, band: 'medium', valueAtRisk: 1_000 },
    person: [],
    risk: [],
    model: 'general',
  },
  RemedyGranted: { type: 'RemedyGranted', remedy },
  OfferDecided: {
    type: 'OfferDecided',
    decision: {
      experiment: 'recovery-offer-1',
      arm: 'holdout',
      action: 'none',
      needsApproval: false,
      candidates: [],
      propensity: 0.1,
      budgetSeen: { period: '2026-03', limit: 100, held: 0 },
      policyVersion: 'net-value-1',
      reasons: ['holdout'],
      decidedAt: monday,
    },
  },
  OfferMade: {
    type: 'OfferMade',
    offerId,
    catalogueId: 'fee-refund',
    cost: 500,
    validUntil: until,
    approved: true,
  },
  CaseBegunByOffer: { type: 'CaseBegunByOffer', offerId, campaignId: 'cmp_spring', kind: 'enquiry' },
  OfferApproved: { type: 'OfferApproved', offerId, validUntil: until },
  OfferOpened: { type: 'OfferOpened', offerId, validUntil: until },
  OfferReminded: { type: 'OfferReminded', offerId },
  OfferAnswered: { type: 'OfferAnswered', offerId, answer: 'decline', late: false },
  OfferExpired: { type: 'OfferExpired', offerId },
  OfferWithdrawn: { type: 'OfferWithdrawn', offerId, why: 'settled' },
  OfferGrantRequested: {
    type: 'OfferGrantRequested',
    offerId,
    by: 'billing',
    catalogueId: 'fee-refund',
    catalogueVersion: 1,
    cost: 500,
    customerKey: 'cus_7',
    answerBy: plusDays(monday, 7),
  },
  PromiseKept: { type: 'PromiseKept', promiseId: offerId, customerId: 'cus_7' },
  OfferGranted: { type: 'OfferGranted', offerId, by: 'billing', late: false },
  OfferGrantFailed: { type: 'OfferGrantFailed', offerId, late: false },
  OfferGrantOverdue: { type: 'OfferGrantOverdue', offerId },
  OfferGrantContradicted: {
    type: 'OfferGrantContradicted',
    offerId,
    recorded: 'applied',
    said: 'failed',
  },
  ContractCancellationRequested: { type: 'ContractCancellationRequested' },
  CaseEscalated: { ...escalated(plusDays(monday, 1)), type: 'CaseEscalated' } as Extract<
    Happening,
    { type: 'CaseEscalated' }
  >,
  CaseAssigned: { type: 'CaseAssigned', owner: 'hana' },
  CaseAcknowledged: { type: 'CaseAcknowledged', owner: 'hana' },
  LadderClimbed: {
    type: 'LadderClimbed',
    level: 1,
    to: 'lena',
    missed: 'acknowledgement',
    next: plusDays(monday, 2),
  },
  NoteAdded: { type: 'NoteAdded', message: 3 },
  ReplySent: { type: 'ReplySent', message: 4 },
  CustomerReachable: { type: 'CustomerReachable' },
  CustomerUnreachable: { type: 'CustomerUnreachable' },
  MailWithheld: { type: 'MailWithheld', purposes: ['acknowledgement'], why: 'too-many' },
  ReopeningWithheld: { type: 'ReopeningWithheld', message: 6 },
  CaseResolved: { type: 'CaseResolved', rootCause: 'carrier', closeAt: until },
  CaseClosed: { type: 'CaseClosed', why: 'no-further-message' },
  CaseReopened: { type: 'CaseReopened', message: 5 },
  QuarantineAccepted: { type: 'QuarantineAccepted' },
  QuarantineRejected: { type: 'QuarantineRejected' },
  CaseLinked: { type: 'CaseLinked', with: idOf('cas_', 2), why: 'same-order' },
  CaseUnlinked: { type: 'CaseUnlinked', with: idOf('cas_', 2), reason: 'another order' },
  AddressTrusted: { type: 'AddressTrusted', address: 'ann@work.example' },
  AddressDistrusted: { type: 'AddressDistrusted', address: 'ann@work.example' },
  RecoveryRestarted: { type: 'RecoveryRestarted', attempt: 1 },
};

export const anyHappening = fc.constantFrom(...Object.values(everyHappening));

export const factOn = (record: Case, happening: Happening): Fact =>
  numberFact(record, record.factCount + 1, { at: monday, by: theSystem }, { happening });

/** A case in any status, as a case in that status looks. */
export function aCaseIn(status: CaseStatus): Case {
  const turn = everyHappening.CaseEscalated;
  return aCase(1, {
    status,
    ...(status === 'with-person' && {
      person: { ...turn, round: 1, level: 0, nextLookAt: turn.acknowledgeBy, queue: turn.queue },
    }),
  });
}

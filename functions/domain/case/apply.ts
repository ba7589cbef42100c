import { earliest } from '../instant.ts';
import type { Case } from './case.ts';
import { IllegalMove } from './errors.ts';
import type { Fact, Happening } from './fact.ts';
import { mayMove } from './move.ts';

/**
 * The case after a fact. This is the only place where a case changes, so the facts, replayed in order from the
 * opening, give the case again.
 * @throws IllegalMove for a fact that cannot happen to a case in this status
 */
export function applyFact(before: Case, fact: Fact): Case {
  const after = { ...before, ...changes(before, fact.happened, fact), factCount: fact.number };
  if (!mayMove(before.status, after.status))
    throw new IllegalMove(fact.happened.type, before.status, after.status);
  return after;
}

function changes(before: Case, happened: Happening, fact: Fact): Partial<Case> {
  switch (happened.type) {
    case 'MessageReceived':
      return { messageCount: happened.message };
    case 'NoteAdded':
    case 'ReplySent':
      return { messageCount: happened.message };
    case 'CaseTriaged':
      return {
        kind: happened.kind,
        triaged: happened.triaged,
        answerBy: earliest(before.answerBy, happened.answerBy),
        status: before.status === 'received' ? 'in-recovery' : before.status,
      };
    case 'CaseAssessed':
      return { assessed: happened.assessed };
    case 'RemedyGranted':
      return { remedy: happened.remedy };
    case 'OfferMade':
      return {
        offerId: happened.offerId,
        offerValidUntil: happened.validUntil,
        ...(happened.approved && { status: 'awaiting-customer' as const }),
      };
    case 'OfferApproved':
      return { offerId: happened.offerId, offerValidUntil: happened.validUntil, status: 'awaiting-customer' };
    case 'ContractCancellationRequested':
      return { cancellationAt: before.cancellationAt ?? fact.at };
    case 'OfferAnswered':
    case 'OfferExpired':
      return {
        // From now on it waits for us: if the machine does not go on within the grace, the sweeper does.
        ...(before.offerValidUntil !== undefined && {
          offerValidUntil: earliest(before.offerValidUntil, fact.at),
        }),
        ...(before.status === 'awaiting-customer' &&
          before.person !== undefined && { status: 'with-person' as const }),
      };
    case 'CaseEscalated':
      return turn(before, happened, fact);
    case 'CaseAssigned':
      return before.person ? { person: { ...before.person, owner: happened.owner } } : {};
    case 'CaseAcknowledged':
      return before.person
        ? {
            person: {
              ...before.person,
              owner: happened.owner,
              acknowledgedAt: fact.at,
              nextLookAt: before.person.dueAt,
            },
          }
        : {};
    case 'LadderClimbed':
      return before.person
        ? { person: { ...before.person, level: happened.level, nextLookAt: happened.next } }
        : {};
    case 'CustomerUnreachable':
      return { unreachable: true };
    case 'CustomerReachable':
      return { unreachable: false };
    case 'CaseResolved':
      return {
        ...ended(before),
        status: 'resolved',
        rootCause: happened.rootCause,
        resolvedAt: fact.at,
        closeAt: happened.closeAt,
      };
    case 'CaseClosed':
      return { ...ended(before), status: 'closed', resolvedAt: before.resolvedAt ?? fact.at };
    case 'QuarantineAccepted':
      return { kind: 'complaint', status: 'received', restartedAt: fact.at };
    case 'QuarantineRejected':
      return { status: 'withdrawn' };
    case 'RecoveryRestarted':
      return { restartedAt: fact.at };
    case 'AddressTrusted':
      return { addresses: [...new Set([...before.addresses, happened.address])] };
    case 'AddressDistrusted':
      return { addresses: before.addresses.filter((address) => address !== happened.address) };
    case 'CaseBegunByOffer':
    case 'OfferOpened':
    case 'OfferWithdrawn':
    case 'CaseLinked':
    case 'CaseUnlinked':
    case 'OfferGrantRequested':
    case 'OfferGranted':
    case 'OfferGrantFailed':
    case 'OfferGrantOverdue':
    case 'OfferGrantContradicted':
    case 'PromiseKept':
    case 'CaseReopened':
    case 'ReopeningWithheld':
    case 'MailWithheld':
    case 'ComplaintReceived':
    case 'OfferDecided':
    case 'OfferReminded':
      return {};
  }
}

function turn(
  before: Case,
  happened: Extract<Happening, { type: 'CaseEscalated' }>,
  fact: Fact,
): Partial<Case> {
  return {
    status: 'with-person',
    person: {
      round: fact.number,
      queue: happened.queue,
      reasons: happened.reasons,
      dueAt: happened.dueAt,
      acknowledgeBy: happened.acknowledgeBy,
      level: 0,
      nextLookAt: happened.acknowledgeBy,
      ...(before.person?.owner !== undefined && { owner: before.person.owner }),
    },
  };
}

/** A clock that runs on after the end would report promises nobody made (chatwoot#10178): the turn's dates stay as they were. */
const ended = (before: Case): Partial<Case> => (before.person ? { person: before.person } : {});

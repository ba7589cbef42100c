import { theCustomer, theSystem, type Actor, type Case } from '../../functions/domain/case/case.ts';
import { numberFact, type OfferChange } from '../../functions/domain/case/change.ts';
import type { Happening } from '../../functions/domain/case/fact.ts';
import type { Message } from '../../functions/domain/case/message.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import type { Offer } from '../../functions/domain/offer/offer.ts';
import type { NewCase } from '../../functions/ports/cases.ts';

/** A Monday morning in the firm's hours. */
export const monday = '2026-03-02T09:00:00.000Z';

/** A valid id from a small number, so that a test can say which comes first. */
export const idOf = (prefix: string, n: number): string => `${prefix}${String(n).padStart(26, '0')}`;

/** A complaint of one Ann Archer, just received. `n` makes id and number its own. */
export function aCase(n = 1, over: Partial<Case> = {}): Case {
  return {
    id: idOf('cas_', n),
    number: `AM-2026-${String(n).padStart(6, '0')}`,
    version: 1,
    factCount: 1,
    messageCount: 1,
    kind: 'complaint',
    status: 'received',
    channel: 'form',
    receivedAt: monday,
    answerBy: plusDays(monday, 7),
    subject: 'Late parcel',
    name: 'Ann Archer',
    email: 'ann@example.org',
    addresses: ['ann@example.org'],
    locale: 'en',
    ...over,
  };
}

export const aMessage = (n = 1, over: Partial<Message> = {}): Message => ({
  id: idOf('msg_', n),
  number: 1,
  at: monday,
  from: 'customer',
  channel: 'form',
  text: 'My parcel never came.',
  ...over,
});

/** The opening of a case as the use case writes it. */
export function anOpening(record: Case = aCase(), over: Partial<NewCase> = {}): NewCase {
  return {
    case: record,
    message: aMessage(Number(record.id.slice(-8))),
    facts: [
      numberFact(
        record,
        1,
        { at: record.receivedAt, by: theCustomer },
        {
          happening: {
            type: 'ComplaintReceived',
            channel: record.channel,
            kind: record.kind,
            marketingConsent: false,
          },
          dispatch: 'recovery',
        },
      ),
    ],
    ledger: {
      id: record.id,
      at: record.receivedAt,
      channel: record.channel,
      outcome: 'new-case',
      caseId: record.id,
    },
    rate: [],
    ...over,
  };
}

/** An offer of the policy on a case, open for two weeks. */
export const anOffer = (n = 1, over: Partial<Offer> = {}): Offer => ({
  id: idOf('off_', n),
  version: 1,
  caseId: idOf('cas_', n),
  customerKey: 'cus_7',
  catalogueId: 'loyalty-credit',
  catalogueVersion: 1,
  cost: 1_500,
  budgetPeriod: '2026-03',
  status: 'open',
  madeAt: monday,
  validUntil: plusDays(monday, 14),
  madeBy: 'policy',
  ...over,
});

/** What is written when an offer is made and nobody had one before. */
export const aReservation = (
  offer: Offer,
  over: Partial<Extract<OfferChange, { kind: 'reserve' }>> = {},
): OfferChange => ({
  kind: 'reserve',
  offer,
  budgetLimit: 10_000,
  limits: { customerKey: offer.customerKey, version: 0, made: {} },
  ...over,
});

export const offerMade = ({ id, catalogueId, cost, validUntil }: Offer): Happening => ({
  type: 'OfferMade',
  offerId: id,
  catalogueId,
  cost,
  validUntil,
  approved: true,
});

export const escalated = (dueAt: string): Happening => ({
  type: 'CaseEscalated',
  queue: 'complaints',
  reasons: ['call-me'],
  dueAt,
  acknowledgeBy: dueAt,
});

export const bySystem = { at: monday, by: theSystem } as const satisfies { at: string; by: Actor };

import { theCustomer, theSystem, type Actor, type Case } from '../../functions/domain/case/case.ts';
import { numberFact, type OfferChange, type OfferReservation } from '../../functions/domain/case/change.ts';
import type { Happening } from '../../functions/domain/case/fact.ts';
import type { Message } from '../../functions/domain/case/message.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import type { Offer } from '../../functions/domain/offer/offer.ts';
import { appraiseBy } from '../../functions/domain/customer/appraise.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import type { NewCase } from '../../functions/ports/cases.ts';
import type { ComplaintReceived } from '../../functions/use-cases/open-complaint.ts';

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
      version: 1,
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
  fulfilment: 'person',
  status: 'open',
  madeAt: monday,
  validUntil: plusDays(monday, 14),
  madeBy: 'policy',
  ...over,
});

/** What is written when an offer is made and nobody had one before. */
export const aReservation = (offer: Offer, over: Partial<OfferReservation> = {}): OfferChange => ({
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

/** What a customer may write about, in words that triage reads as meant. */
const words = {
  'late parcel': 'My parcel is two weeks late and nobody can tell me where it is. I am very disappointed.',
  'rude service': 'Your app is slow and your agent was rude to me. Poor service.',
  outage: 'My internet has been down for three days. There is no connection at all.',
  bill: 'You charged me twice for the same order on my bill.',
  fire: 'The charger caught fire and burned my hand. This is dangerous.',
  question: 'Could you please tell me how I can change my delivery address?',
  idea: 'I suggest that you add a dark mode to your app. It would be great if you could do that.',
  praise: 'Thank you so much, your team was wonderful and helped me very quickly. Excellent service!',
  leaving: 'I hereby cancel my contract.',
  spam: 'Buy cheap viagra now! Click here to win a prize, best SEO backlinks for your website, earn money fast!',
  'something unclear': 'It is what it is.',
  迟到: '我的包裹晚了两个星期还没有送到，我非常失望。',
} as const;

/** A complaint by form, as the public API hands it to the use case. */
export function aComplaint({
  about = 'late parcel',
  ...over
}: Partial<ComplaintReceived> & { readonly about?: keyof typeof words } = {}): ComplaintReceived {
  return {
    channel: 'form',
    kind: 'complaint',
    name: 'Ann Archer',
    email: 'ann@example.org',
    subject: about,
    body: words[about],
    marketingConsent: false,
    rate: [],
    ...over,
  };
}

const { diamondValue, goldValue, silverValue } = RuntimeSettings.parse({});
const appraise = appraiseBy({ diamond: diamondValue, gold: goldValue, silver: silverValue });

/** Ann, a silver customer by month who has not ordered for a while; value and tier follow from the figures. */
export function aCustomer(over: Partial<Omit<Customer, 'value' | 'tier' | 'lifeCycle'>> = {}): Customer {
  const { id = 'cus_7' } = over;
  const known = {
    id,
    version: 1,
    customerNumber: id.slice('cus_'.length),
    name: 'Ann Archer',
    emails: ['ann@example.org'],
    since: '2025-02-01',
    contractType: 'month-to-month',
    monthlyCharge: 4_500,
    currency: 'USD',
    orders: 6,
    spend12m: 62_000,
    margin12m: 52_000,
    lastOrderOn: '2026-01-20',
    marketingConsent: false,
    attributes: {},
    source: 'import',
    updatedAt: monday,
    ...over,
  };
  return { ...known, ...appraise(known, monday) };
}

/** A customer whom nobody wants to lose: two more zeros. */
export const aDiamondCustomer = (over: Partial<Customer> = {}): Customer =>
  aCustomer({
    contractType: 'two year',
    monthlyCharge: 24_000,
    spend12m: 1_400_000,
    margin12m: 900_000,
    ...over,
  });

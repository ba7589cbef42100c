import { theCustomer, type Case } from '../domain/case/case.ts';
import { applyFact } from '../domain/case/apply.ts';
import { caseNumber } from '../domain/case/case-number.ts';
import { type Happened, numberFact, type OfferSettling } from '../domain/case/change.ts';
import { answerBy } from '../domain/clock/own-clocks.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { valueAtRisk } from '../domain/customer/value.ts';
import type { PersonReason } from '../domain/escalation/reason.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { localeFor, type Locale } from '../domain/language.ts';
import { campaignOfferFact } from '../domain/offer/campaign-offer-fact.ts';
import type { CampaignSubject, Offer, OfferAnswer } from '../domain/offer/offer.ts';
import type { Cases, NewCase } from '../ports/cases.ts';
import type { Customers } from '../ports/customers.ts';
import type { CampaignOffers } from '../ports/offers.ts';
import type { Clock, Ids } from '../ports/world.ts';
import { BY_RULE } from '../domain/case/by-rule.ts';
import { mailToCustomer } from './case-file.ts';
import { escalate } from './escalation-turn.ts';
import type { Firm } from './firm.ts';
import { offerInWords } from './offer-in-words.ts';

export interface CampaignAnswerDeps {
  readonly cases: Pick<Cases, 'open'>;
  readonly campaignOffers: Pick<CampaignOffers, 'settle'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly ids: Pick<Ids, 'next' | 'random'>;
  readonly clock: Clock;
  readonly firm: Firm;
}

/** An offer that a campaign made, and the change that an answer to it brings. */
export interface CampaignAnswer {
  readonly offer: Offer & { readonly campaign: CampaignSubject };
  readonly answer: OfferAnswer;
  readonly late: boolean;
  readonly change: OfferSettling;
  /** What was given with the acceptance, or asked of others. */
  readonly granted: readonly Happened[];
}

/**
 * Records the answer to a campaign's offer that is on no case yet. What calls for somebody or something opens a case in
 * the same step, on which the offer goes on as any other: accepted, it is confirmed by mail and carried out; who asks to
 * be called, ends the contract or wants the offer after its end goes to a person. A no is kept with the offer alone.
 */
export async function answerCampaignOffer(
  deps: CampaignAnswerDeps,
  given: CampaignAnswer,
): Promise<'saved' | 'stale'> {
  const at = deps.clock.now();
  return given.answer !== 'decline' ? await openCase(deps, given, at) : await settle(deps, given, at);
}

async function settle(
  { campaignOffers }: Pick<CampaignAnswerDeps, 'campaignOffers'>,
  { offer, answer, late, change }: CampaignAnswer,
  at: Instant,
): Promise<'saved' | 'stale'> {
  const fact = campaignOfferFact(
    change.after,
    { at, by: theCustomer },
    { type: 'OfferAnswered', offerId: offer.id, answer, late },
  );
  return (await campaignOffers.settle(change, [fact])) === 'saved' ? 'saved' : 'stale';
}

/** The number of a case may be taken: another is drawn, a few times. */
const NUMBER_DRAWS = 5;

async function openCase(
  deps: CampaignAnswerDeps,
  given: CampaignAnswer,
  at: Instant,
): Promise<'saved' | 'stale'> {
  const { campaign } = given.offer;
  const customer = await deps.customers.byId(campaign.customerId);
  if (!customer) throw new Error(`${campaign.customerId} of ${given.offer.id} is not in the store`);
  for (let draw = 1; draw <= NUMBER_DRAWS; draw += 1) {
    const opened = await deps.cases.open(newCase(deps, given, customer, at));
    if (opened.kind === 'opened') return 'saved';
    if (opened.kind !== 'number-taken') return 'stale';
  }
  throw new Error('no free case number in five draws');
}

function newCase(
  deps: CampaignAnswerDeps,
  { offer, answer, late, change, granted }: CampaignAnswer,
  customer: Customer,
  at: Instant,
): NewCase {
  const { id: offerId, campaign } = offer;
  const locale = localeFor(customer.locale, 'und', deps.firm.settings.country === 'CN' ? 'zh-Hans' : 'en');
  const [email = ''] = customer.emails;
  const cancels = answer === 'cancel-contract';
  const accepts = answer === 'accept' && !late;
  const said = wordsOf(locale, answer, offerInWords(deps.firm, locale, offer).title);
  const begun: Case = {
    id: deps.ids.next(idPrefixes.case),
    number: caseNumber(Number(at.slice(0, 4)), deps.ids.random(5)),
    version: 1,
    factCount: 0,
    messageCount: 1,
    kind: cancels ? 'cancellation' : 'enquiry',
    status: 'received',
    channel: 'link',
    receivedAt: at,
    answerBy: answerBy(deps.firm.calendar, at),
    subject: said,
    name: customer.name ?? '',
    email: email.toLowerCase(),
    addresses: email === '' ? [] : [email.toLowerCase()],
    locale,
    offerId,
    ...assessedOf(customer, offer),
    ...(email === '' && { unreachable: true }),
  };
  const happened: Happened[] = [
    {
      happening: { type: 'CaseBegunByOffer', offerId, campaignId: campaign.campaignId, kind: begun.kind },
      // The first step of recovery sends the confirmation and finds nothing else to do.
      ...(accepts && { dispatch: 'recovery' as const }),
    },
    { happening: { type: 'OfferAnswered', offerId, answer, late }, dispatch: 'go-on' },
    ...granted,
    ...(cancels ? [{ happening: { type: 'ContractCancellationRequested' as const } }] : []),
    ...(accepts ? settled(at) : [escalate(deps.firm, begun, [reasonOf[answer]], at, customer.tier)]),
  ];
  const facts = happened.map((one, place) => numberFact(begun, place + 1, { at, by: theCustomer }, one));
  const record = facts.reduce(applyFact, begun);
  return {
    case: record,
    message: {
      id: deps.ids.next(idPrefixes.message),
      number: 1,
      at,
      from: 'customer',
      channel: 'link',
      text: said,
    },
    facts,
    ledger: { id: record.id, version: 1, at, channel: 'link', outcome: 'new-case', caseId: record.id },
    rate: [],
    mails:
      accepts || cancels ? mailToCustomer(record, cancels ? 'cancellation-confirmed' : 'closing', at) : [],
    offer: { ...change, after: { ...change.after, caseId: record.id } },
  };
}

/** What the campaign knew when it made the offer. */
function assessedOf(customer: Customer, { weighed }: Offer): Pick<Case, 'assessed'> {
  // An offer whose cost was unknown was not weighed.
  if (weighed?.band === undefined) return {};
  const probability = 1 - weighed.chanceWithout;
  return {
    assessed: {
      customerId: customer.id,
      tier: customer.tier,
      probability,
      band: weighed.band,
      valueAtRisk: valueAtRisk(probability, customer.value),
    },
  };
}

const settled = (at: Instant): Happened[] => [
  { happening: { type: 'CaseResolved', rootCause: BY_RULE, closeAt: at } },
  { happening: { type: 'CaseClosed', why: 'offer-accepted' } },
];

/** Why a person gets the case; an acceptance gets there only after the offer has ended, a no never does. */
const reasonOf = {
  accept: 'offer-unanswered',
  decline: 'offer-declined',
  'call-me': 'call-me',
  'cancel-contract': 'contract-cancelled',
} as const satisfies Record<OfferAnswer, PersonReason>;

const words = {
  en: {
    accept: 'Accepted',
    decline: 'Declined',
    'call-me': 'Call me',
    'cancel-contract': 'Cancel my contract',
  },
  'zh-Hans': { accept: '接受', decline: '谢绝', 'call-me': '请致电', 'cancel-contract': '终止合同' },
} as const satisfies Record<Locale, Record<OfferAnswer, string>>;

/** What the customer said by a click, and about what. */
const wordsOf = (locale: Locale, answer: OfferAnswer, title: string): string =>
  locale === 'en' ? `${words.en[answer]}: ${title}` : `${words['zh-Hans'][answer]}：${title}`;

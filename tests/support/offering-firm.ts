import type { CampaignStep } from '../../functions/domain/campaign/definition.ts';
import type { ChurnModel } from '../../functions/domain/churn/score.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import type { Offer, OfferAnswer } from '../../functions/domain/offer/offer.ts';
import { campaignOfferEvent, eventOf, type DomainEvent } from '../../functions/domain/event/domain-event.ts';
import { campaignProgress } from '../../functions/use-cases/campaign-progress.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aMail } from './campaign-definition.ts';
import { aCampaignFirm, NOW } from './campaign-firm.ts';

const texts = {
  en: { subject: 'Something for you', point: 'we have something for you.', text: 'words' },
  'zh-Hans': { subject: '为您准备', point: '我们为您准备了一份心意。', text: '内容' },
};

export const COST = 1_000;
export const gift = (id: string, over: Partial<Edition['offers'][number]> = {}) =>
  aGift({
    id,
    fulfilment: 'voucher',
    cost: { rule: 'fixed', amount: COST },
    prior: { a: 9, b: 1 },
    validForDays: 14,
    approvalThreshold: 5_000,
    eligibility: { ...aGift().eligibility, categories: ['campaign'], maxPerYear: 2 },
    ...over,
  });

/** Offers `gift` and asks what became of it: who accepted is done, who wants a call gets a person, the rest a mail. */
export const offering = (
  over: Partial<CampaignStep & { do: 'offer' }> = { offers: ['gift'] },
): readonly CampaignStep[] => [
  { id: 'offer', do: 'offer', texts, ...over },
  {
    id: 'what',
    do: 'branch',
    cases: [
      { offer: { step: 'offer', is: 'accepted' }, go: 'thanks' },
      { offer: { step: 'offer', is: 'call-me' }, go: 'person' },
      { offer: { step: 'offer', is: 'expired' }, go: 'last' },
      { offer: { step: 'offer', is: 'not-made' }, go: 'plain' },
    ],
    otherwise: 'done',
  },
  aMail('thanks'),
  { id: 'then', do: 'end' },
  { id: 'person', do: 'hand-over', to: 'team', note: 'Please call.' },
  { id: 'and', do: 'end' },
  aMail('last'),
  { id: 'over', do: 'end' },
  aMail('plain'),
  { id: 'done', do: 'end' },
];

/** A firm with one gift in its catalogue and customers worth keeping, who are likely to leave. */
export async function anOfferingFirm({
  customers = 1,
  budget = 100_000,
  offers = [gift('gift')],
  told = {},
  more = {},
  churnModel,
}: {
  customers?: number;
  budget?: number;
  offers?: Edition['offers'];
  told?: Partial<Customer>;
  more?: object;
  churnModel?: ChurnModel;
} = {}) {
  const firm = aCampaignFirm({ more, ...(churnModel && { churnModel }) });
  firm.store.editions.push({
    edition: 1,
    offersPerYear: 3,
    warnAtShare: 0.8,
    budgetPerMonth: budget,
    offers,
  });
  for (let n = 1; n <= customers; n += 1)
    await firm.hasCustomer(String(n), { value: 5_000_000, since: '2020-01-01', ...told });
  const offerOf = (customerId = 'cus_1'): Offer => {
    const found = [...firm.store.offers.values()].find((one) => one.campaign?.customerId === customerId);
    if (!found) throw new Error(`${customerId} has no offer`);
    return found;
  };
  return {
    ...firm,
    offerOf,
    offers: firm.offers,
    answers: (answer: OfferAnswer, customerId?: string) =>
      recordOfferAnswer(firm, offerOf(customerId).id, answer),
    caseOf: (customerId = 'cus_1') =>
      [...firm.store.cases.values()].find(({ record }) => record.offerId === offerOf(customerId).id),
    held: async () => (await firm.offers.standing('cus_1', NOW.slice(0, 7))).held,
    /** Answers that the progress of the campaign counts. */
    answered: async (campaignId: string) => {
      const campaign = await firm.campaigns.byId(campaignId);
      if (!campaign) throw new Error(`there is no ${campaignId}`);
      return (await campaignProgress(firm, campaign)).answered;
    },
    /** What other systems are told of the campaigns' offers, and of the cases that answers to them opened. */
    told: (): DomainEvent[] => [
      ...firm.store.offersMade.map(campaignOfferEvent),
      ...[...firm.store.offerFacts.values()].flatMap((fact) => eventOf(fact) ?? []),
      ...[...firm.store.cases.values()].flatMap(({ facts }) => facts.flatMap((fact) => eventOf(fact) ?? [])),
    ],
    decisions: () => {
      const of = [...firm.store.offerFacts.values()];
      return of.flatMap(({ happened }) => (happened.type === 'OfferDecided' ? [happened.decision] : []));
    },
  };
}

export const textOf = (raw: Uint8Array | undefined): string =>
  new TextDecoder()
    .decode(raw)
    .replaceAll(/=\r?\n/g, '')
    .replaceAll('=3D', '=');
export const tokenIn = (raw: Uint8Array | undefined): string =>
  /\/offer\/#(v1\.[\w-]+\.[\w-]+)/.exec(textOf(raw))?.[1] ?? '';

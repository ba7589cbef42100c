import type { CampaignDefinition } from '../../functions/domain/campaign/definition.ts';
import type { CatalogueOffer } from '../../functions/domain/offer/catalogue.ts';
import type { Edition } from '../../functions/domain/offer/edition.ts';
import { campaignOver, toOneInTen } from './campaign.ts';
import { atMost, type Row } from './row.ts';

const CUSTOMERS = 2000;
/** As many as a firm's catalogue has for campaigns; each is weighed, and in the log of the choice. */
const OFFERS = 6;

const words = {
  title: 'A gift of {amount}',
  whatYouGet: '{amount} off your next order.',
  conditions: ['Use it once within 12 months.'],
  why: 'Thank you for being with us.',
};

const offer = (place: number): CatalogueOffer => ({
  ...{ id: `gift-number-${place + 1}`, version: 1, validForDays: 14, fulfilment: 'voucher' },
  cost: { rule: 'fixed', amount: 100 + 10 * place },
  eligibility: {
    ...{ categories: ['campaign'], needsContract: false, onlyOnce: false, maxPerYear: 3, strangers: false },
  },
  approvalThreshold: 2_500,
  prior: { a: 4 + place, b: 16 },
  texts: { en: words, 'zh-Hans': words },
});

const catalogue: Edition = {
  ...{ edition: 1, appliedAt: '2026-11-01T00:00:00.000Z', appliedBy: 'bench' },
  ...{ offersPerYear: 3, warnAtShare: 0.8, budgetPerMonth: 1_000_000_000 },
  offers: Array.from({ length: OFFERS }, (_, place) => offer(place)),
};

/** Chosen among all of them, then a step that waits for the answer. */
const makingOffers: CampaignDefinition = {
  ...toOneInTen,
  steps: [
    {
      ...{ id: 'offer', do: 'offer', choose: true },
      texts: {
        en: { subject: 'Hello', point: 'hello.', text: 'Words.' },
        'zh-Hans': { subject: '您好', point: '您好。', text: '内容。' },
      },
    },
    { id: 'rest', do: 'wait', days: 3 },
    { id: 'over', do: 'hand-over', to: 'team', note: 'Call.' },
  ],
};

/**
 * What it takes to make an offer to a customer whom a campaign writes to: all that the run reads and writes, also for those
 * who are held out or whom no offer fits, by the offers that were made.
 */
export async function campaignOfferRows(): Promise<Row[]> {
  const { readUnits, writeUnits, contacted, considered } = await campaignOver(
    CUSTOMERS,
    makingOffers,
    catalogue,
  );
  const detail = `${contacted} of ${considered} were made one of ${OFFERS} offers, weighed and drawn`;
  return [
    atMost({
      name: 'campaign-offer-writes',
      value: writeUnits / contacted,
      unit: 'write units per offer made',
      budget: 21,
      detail,
    }),
    atMost({
      name: 'campaign-offer-reads',
      value: readUnits / contacted,
      unit: 'read units per offer made',
      budget: 6,
      detail,
    }),
  ];
}

import { expect, test } from 'vitest';
import type { CampaignStep } from '../../functions/domain/campaign/definition.ts';
import {
  approveCampaignOffer,
  declineCampaignOffer,
} from '../../functions/use-cases/decide-campaign-offer.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { aGift } from '../domain/offer/situations.ts';
import { aMail } from '../support/campaign-definition.ts';
import { aCampaignFirm, NOW, subjectsIn, quarterLater } from '../support/campaign-firm.ts';

const COST = 1_000;
const text = { subject: 'Something for you', point: 'hello.', text: 'words' };
const steps: readonly CampaignStep[] = [
  { id: 'offer', do: 'offer', offers: ['gift'], texts: { en: text, 'zh-Hans': text } },
  {
    id: 'what',
    do: 'branch',
    cases: [{ offer: { step: 'offer', is: 'accepted' }, go: 'thanks' }],
    otherwise: 'last',
  },
  aMail('thanks'),
  { id: 'over', do: 'end' },
  aMail('last'),
];

/** Where the worker ends: at the n-th write, before it is done or after it. */
interface End {
  readonly at: number;
  readonly when: 'before' | 'after';
  writes: number;
}

function endsWithin(port: object, names: readonly string[], end: End): void {
  for (const name of names) {
    const write: unknown = Reflect.get(port, name);
    if (typeof write !== 'function') throw new Error(`${name} is no write`);
    Reflect.set(port, name, async (...given: readonly unknown[]): Promise<unknown> => {
      end.writes += 1;
      const isEnd = end.writes === end.at;
      if (isEnd && end.when === 'before') throw new Error('the worker was ended');
      const result: unknown = await Reflect.apply(write, port, given);
      if (isEnd) throw new Error('the worker was ended');
      return result;
    });
  }
}

/** One customer's whole way, in which one worker is ended; every step that failed is done again, as its machine does. */
async function aWayWith(
  end: End,
  mailIsDown: boolean,
  answer: 'accept' | undefined,
  lead?: 'approves' | 'declines' | 'is silent',
) {
  const firm = aCampaignFirm();
  firm.store.editions.push({
    ...{ edition: 1, offersPerYear: 3, warnAtShare: 0.8, budgetPerMonth: 100_000 },
    offers: [
      aGift({
        ...{ id: 'gift', fulfilment: 'voucher', prior: { a: 9, b: 1 }, validForDays: 14 },
        ...{ approvalThreshold: lead ? COST - 1 : COST, cost: { rule: 'fixed', amount: COST } },
        eligibility: { ...aGift().eligibility, categories: ['campaign'] },
      }),
    ],
  });
  await firm.hasCustomer('1', { value: 5_000_000, since: '2020-01-01' });
  endsWithin(firm.campaigns, ['reserve', 'confirm', 'saveJourney', 'savePage', 'countAnswer'], end);
  endsWithin(firm.campaignOffers, ['settle', 'noteChoice'], end);
  endsWithin(firm.experiments, ['enter', 'offerAnew'], end);
  endsWithin(firm.postOffice, ['send'], end);
  const again = (work: () => Promise<unknown>): Promise<unknown> => work().catch(work);

  firm.postOffice.closed = mailIsDown;
  await firm.begins(steps, { holdoutShare: 0.001 }).catch(() => undefined);
  const [campaign] = (await firm.campaigns.list('all')).campaigns;
  const id = campaign?.id ?? '';
  await firm.work(id);
  firm.postOffice.closed = false;
  const quarter = quarterLater(NOW);
  firm.isNow(quarter);
  await again(firm.sweeps);
  const waiting = [...firm.store.offers.values()].find(({ status }) => status === 'awaiting-approval');
  if (waiting && lead !== 'is silent') {
    const decide = lead === 'approves' ? approveCampaignOffer : declineCampaignOffer;
    const { id: offerId, version } = waiting;
    await again(() => decide(firm, { offerId, version, by: 'lena' }));
    await again(firm.sweeps);
  }
  const open = [...firm.store.offers.values()].find(({ status }) => status === 'open');
  if (open && answer) await again(() => recordOfferAnswer(firm, open.id, answer));
  for (let day = 0; day < 20; day += 1) {
    firm.timePasses(1);
    await again(firm.sweeps);
  }
  const offers = [...firm.store.offers.values()];
  const [part] = await firm.experiments.ofCustomer('cus_1');
  return {
    // A mail of a case, such as the confirmation, may come twice before it never comes.
    mails: subjectsIn(firm.outbox.filter(({ to }) => to === '1@example.org')).filter(
      (subject) => !subject.includes('AM-'),
    ),
    told: subjectsIn(firm.outbox).filter((subject) => subject.endsWith('waits for a lead')).length,
    left: offers.filter(({ status }) => status === 'awaiting-approval' || status === 'approved').length,
    accepted: offers.filter(({ status }) => status === 'accepted').length,
    open: offers.filter(({ status }) => status === 'open').length,
    held: (await firm.offers.standing('cus_1', NOW.slice(0, 7))).held,
    campaign: (await firm.campaigns.byId(id))?.status,
    next: (await firm.campaigns.journeys(id, ['cus_1'])).get('cus_1')?.next,
    putDownTo: offers.find(({ id: offerId }) => offerId === part?.offerId)?.status,
  };
}

test.each([
  [false, 'accept'],
  [false, undefined],
  [true, 'accept'],
  [true, undefined],
] as const)(
  'a worker that ends at any write doubles no mail and keeps no money (mail down: %s, answer: %s)',
  async (mailIsDown, answer) => {
    let writes = 1;
    for (let at = 1; at <= writes; at += 1)
      for (const when of ['before', 'after'] as const) {
        const end: End = { at, when, writes: 0 };
        const came = await aWayWith(end, mailIsDown, answer);
        writes = Math.max(writes, end.writes);

        const where = `ended ${when} write ${at}`;
        expect(came, where).toMatchObject({ open: 0, held: came.accepted * COST, campaign: 'finished' });
        expect(came.next, where).toBeUndefined();
        expect(came.putDownTo, where).not.toBe('withdrawn');
        expect([...new Set(came.mails)], where).toEqual(came.mails);
      }
    expect(writes).toBeGreaterThan(5);
  },
);

test.each([
  [false, 'approves', 'accept'],
  [true, 'approves', 'accept'],
  [false, 'approves', undefined],
  [false, 'declines', undefined],
  [true, 'is silent', undefined],
] as const)(
  'a worker that ends while an offer waits for a lead doubles and keeps nothing, and the lead hears of it (mail down: %s, the lead %s, answer: %s)',
  async (mailIsDown, lead, answer) => {
    let writes = 1;
    for (let at = 1; at <= writes; at += 1)
      for (const when of ['before', 'after'] as const) {
        const end: End = { at, when, writes: 0 };
        const came = await aWayWith(end, mailIsDown, answer, lead);
        writes = Math.max(writes, end.writes);

        const where = `ended ${when} write ${at}`;
        expect(came, where).toMatchObject({ open: 0, left: 0, campaign: 'finished' });
        expect(came.held, where).toBe(came.accepted * COST);
        expect(came.next, where).toBeUndefined();
        // A death between the mail and its note tells them once more, an hour later.
        expect(came.told, where).toBeLessThanOrEqual(2);
        expect(came.mails.includes('Something for you') && lead !== 'approves', where).toBe(false);
        expect([...new Set(came.mails)], where).toEqual(came.mails);
      }
    expect(writes).toBeGreaterThan(5);
  },
);

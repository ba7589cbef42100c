import fc from 'fast-check';
import { expect } from 'vitest';
import { MS_PER_DAY, plusDays } from '../../functions/domain/instant.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { waitingCampaigns } from '../../functions/use-cases/waiting-campaigns.ts';
import { aMail } from './campaign-definition.ts';
import { aCampaignFirm } from './campaign-firm.ts';

const ADDRESS = '1@example.org';
const AFTER_DAYS = 20;
const COOL_DOWN_DAYS = 14;
const DAYS = 60;

/** What happens on a day of the one customer: their tier falls, the stream tells an old fall again, … */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ what: 'nothing' as const }) },
  { weight: 4, arbitrary: fc.constant({ what: 'falls' as const }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('told again' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.constant({ what: 'complains' as const }) },
  { weight: 3, arbitrary: fc.constant({ what: 'is settled' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'agrees no more' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'agrees again' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'the mail service is down' as const }) },
  { weight: 2, arbitrary: fc.constant({ what: 'the mail service is up' as const }) },
  { weight: 1, arbitrary: fc.constant({ what: 'the worker dies' as const }) },
);

const disorder = fc.record({
  days: fc.array(happening, { minLength: 5, maxLength: DAYS }),
  patienceDays: fc.constantFrom(0, 5, 30, 60),
  wantsSilenceOn: fc.option(fc.nat(DAYS), { nil: undefined, freq: 6 }),
});

/**
 * One customer of a campaign that waits for falling tiers, through weeks in which anything may come in between, and holds
 * it to what it promises: written to only when nothing is in the way, not twice for one fact nor within the days in which
 * they may not enter again, and written to at last when what was in the way has passed in time.
 */
export async function holdFactsToRandomOrder(runs: number, seed: number): Promise<void> {
  const seen = { sent: 0, waited: 0, gaveUp: 0, unbarred: 0 };
  await fc.assert(
    fc.asyncProperty(disorder, async ({ days, patienceDays, wantsSilenceOn }) => {
      const firm = aCampaignFirm();
      await firm.hasCustomer('1');
      const id = await firm.begins([aMail('hello')], {
        ...{
          trigger: { when: 'happens', what: 'tier-falls' },
          again: { afterDays: AFTER_DAYS },
          patienceDays,
        },
      });
      const machines = { start: () => Promise.resolve(), wake: () => Promise.resolve('woken' as const) };
      const falls: object[] = [];
      const tell = async (move: object): Promise<void> =>
        dispatchFact({ ...firm, waiting: () => waitingCampaigns(firm), machines }, structuredClone(move));
      let isOpen = false;
      let settledAt: string | undefined;
      let agrees = true;
      let isSilent = false;
      const sends: { readonly at: string; readonly allowed: boolean }[] = [];
      const enteredAt = new Map<string, string>();
      /** Facts whose way came to its end. */
      const over = new Set<string>();
      const comeBack: string[] = [];
      const looks = async (): Promise<void> => {
        const way = (await firm.campaigns.journeys(id, ['cus_1'])).get('cus_1');
        if (way?.enteredBy === undefined) return;
        if (way.dueAt === undefined) over.add(way.enteredBy);
        else if (over.has(way.enteredBy)) comeBack.push(way.enteredBy);
      };
      const send = firm.postOffice.send.bind(firm.postOffice);
      firm.postOffice.send = (mail) => {
        const now = firm.clock.now();
        const coolsDown = settledAt !== undefined && settledAt > plusDays(now, -COOL_DOWN_DAYS);
        if (!firm.postOffice.closed)
          sends.push({ at: now, allowed: !isOpen && !coolsDown && agrees && !isSilent });
        return send(mail);
      };
      const savePage = firm.campaigns.savePage.bind(firm.campaigns);

      for (const [day, one] of days.entries()) {
        firm.timePasses(1);
        if (day === wantsSilenceOn) {
          isSilent = true;
          await firm.contacts.stop(await contactIdOf(firm.digests, ADDRESS), firm.clock.now());
        }
        let dies = false;
        switch (one.what) {
          case 'falls': {
            const move = {
              ...{ type: 'TierMoved', customerId: 'cus_1', version: falls.length + 2, at: firm.clock.now() },
              ...{ from: 'gold', to: 'silver', value: 100, dispatch: 'enrol' },
            };
            falls.push(move);
            await tell(move);
            await tell(move);
            break;
          }
          case 'told again': {
            const move = falls[one.which % Math.max(1, falls.length)];
            if (move) await tell(move);
            break;
          }
          case 'complains':
            if (!isOpen) firm.hasCase(ADDRESS, 'with-person');
            isOpen = true;
            break;
          case 'is settled':
            if (isOpen) {
              firm.caseEnds(ADDRESS);
              settledAt = firm.clock.now();
            }
            isOpen = false;
            break;
          case 'agrees no more':
          case 'agrees again':
            agrees = one.what === 'agrees again';
            await firm.hasCustomer('1', { marketingConsent: agrees });
            break;
          case 'the mail service is down':
          case 'the mail service is up':
            firm.postOffice.closed = one.what === 'the mail service is down';
            break;
          case 'the worker dies':
            dies = true;
            break;
          case 'nothing':
            break;
        }
        await looks();
        if (dies) {
          firm.campaigns.savePage = (campaignId, part, page) =>
            page ? Promise.reject(new Error('killed')) : savePage(campaignId, part, page);
          await firm.sweeps().catch(() => undefined);
          firm.campaigns.savePage = savePage;
        }
        await firm.sweeps();
        await looks();
        const way = (await firm.campaigns.journeys(id, ['cus_1'])).get('cus_1');
        if (way?.enteredBy !== undefined && !enteredAt.has(way.enteredBy))
          enteredAt.set(way.enteredBy, way.enteredAt);
        if (way?.waitsUntil !== undefined) seen.waited += 1;
        if (way?.endedBecause === 'open-complaint' || way?.endedBecause === 'cool-down') seen.gaveUp += 1;
      }
      // Weeks in which nothing is in the way any more: whoever waits is written to, or given up.
      firm.postOffice.closed = false;
      if (isOpen) {
        firm.caseEnds(ADDRESS);
        settledAt = firm.clock.now();
        isOpen = false;
      }
      const before = (await firm.campaigns.journeys(id, ['cus_1'])).get('cus_1');
      const sentBefore = sends.length;
      for (let day = 0; day < 40; day += 1) {
        firm.timePasses(1);
        await firm.sweeps();
      }
      const after = (await firm.campaigns.journeys(id, ['cus_1'])).get('cus_1');

      expect(sends.filter(({ allowed }) => !allowed)).toEqual([]);
      expect(comeBack).toEqual([]);
      // Nobody enters again within the days after a mail, counted from when they had entered for it.
      const entered = [...enteredAt.values()].sort();
      for (const [place, { at }] of sends.entries()) {
        const earlier = sends[place - 1];
        if (!earlier) continue;
        const entry = entered.findLast((one) => one <= at) ?? '';
        const entryBefore = entered.findLast((one) => one <= earlier.at) ?? '';
        expect(Date.parse(entry) - Date.parse(entryBefore)).toBeGreaterThanOrEqual(AFTER_DAYS * MS_PER_DAY);
      }
      expect(after?.dueAt).toBeUndefined();
      if (before?.dueAt !== undefined && agrees && !isSilent) {
        const patient =
          before.waitsUntil === undefined ||
          before.waitsUntil > plusDays(settledAt ?? '2000-01-01T00:00:00.000Z', COOL_DOWN_DAYS + 1);
        if (patient) expect(sends.length).toBe(sentBefore + 1);
      }
      seen.sent += sends.length;
      seen.unbarred += Math.max(0, enteredAt.size - sends.length);
    }),
    { numRuns: runs, seed },
  );
  for (const [what, times] of Object.entries(seen)) expect([what, times > 0]).toEqual([what, true]);
}

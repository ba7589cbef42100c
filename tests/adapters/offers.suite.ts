import { describe, expect, test } from 'vitest';
import type { Journey } from '../../functions/domain/campaign/journey.ts';
import { theCustomer, theSystem } from '../../functions/domain/case/case.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import {
  changeCase,
  numberFact,
  type OfferReservation,
  type OfferSettling,
} from '../../functions/domain/case/change.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import { campaignOfferFact } from '../../functions/domain/offer/campaign-offer-fact.ts';
import { planOffer } from '../../functions/domain/offer/plan.ts';
import { aPlan } from '../domain/offer/situations.ts';
import type { Offer } from '../../functions/domain/offer/offer.ts';
import type { Saved } from '../../functions/ports/cases.ts';
import {
  aCase,
  anOffer,
  anOpening,
  aReservation,
  bySystem,
  monday,
  offerMade,
} from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** What every record of offers promises: no money twice, no answer twice. */
export function offersSuite(fresh: FreshAdapters): void {
  const aStore = async () => {
    const adapters = await fresh(() => monday);
    const open = async (n: number): Promise<Case> => {
      await adapters.cases.open(anOpening(aCase(n)));
      return aCase(n);
    };
    const reserve = (record: Case, offer: Offer, over: Parameters<typeof aReservation>[1] = {}) =>
      adapters.cases.save(
        changeCase(record, bySystem, [{ happening: offerMade(offer) }], {
          offer: aReservation(offer, over),
        }),
      );
    /** An offer that was made, and what settles it. */
    const made = async (n: number, over: Partial<Offer> = {}) => {
      const record = await open(n);
      const offer = anOffer(n, over);
      const { limits } = await adapters.offers.standing(offer.customerKey, offer.budgetPeriod);
      expect(await reserve(record, offer, { limits })).toEqual({ kind: 'saved' });
      const now = async (): Promise<Case> => (await adapters.cases.read(record.id)) ?? record;
      const settle = async (
        status: Offer['status'],
        budget: OfferSettling['budget'],
        from?: Case,
        also: Pick<OfferSettling, 'voucher' | 'posting'> & { readonly grant?: Offer['grant'] } = {},
      ): Promise<Saved> => {
        const before = (await adapters.offers.byId(offer.id)) ?? offer;
        const { grant, ...gives } = also;
        const after = { ...offer, ...(grant && { grant }), status, version: before.version + 1 };
        return adapters.cases.save(
          changeCase(from ?? (await now()), bySystem, [], {
            offer: { kind: 'settle', before: from ? offer : before, after, budget, ...gives },
          }),
        );
      };
      return { offer, settle, now };
    };
    return { ...adapters, open, reserve, made };
  };

  test('a customer without offers stands at nothing', async () => {
    const { offers } = await aStore();

    expect(await offers.standing('cus_7', '2026-03')).toEqual({
      held: 0,
      spent: 0,
      made: {},
      edition: 0,
      learned: {},
      limits: { customerKey: 'cus_7', version: 0, made: {} },
    });
    expect(await offers.byId(anOffer().id)).toBeUndefined();
  });

  test('an offer holds its cost and counts against the limits of its customer', async () => {
    const { offers, made } = await aStore();
    const { offer } = await made(1);

    expect(await offers.standing('cus_7', '2026-03')).toEqual({
      held: 1_500,
      spent: 0,
      made: { [offer.catalogueId]: 1 },
      edition: 0,
      learned: {},
      limits: {
        customerKey: 'cus_7',
        version: 1,
        made: { [offer.id]: { catalogueId: offer.catalogueId, at: monday, open: true } },
      },
    });
    expect((await offers.standing('cus_7', '2026-04')).held).toBe(0);
    expect((await offers.standing('cus_8', '2026-03')).limits.version).toBe(0);
  });

  test('the last room in the budget is given once', async () => {
    const { open, reserve, offers } = await aStore();
    const [first, second] = [await open(1), await open(2)];
    const limit = { budgetLimit: 2_000 };

    const both = await Promise.all([
      reserve(first, anOffer(1), limit),
      reserve(second, anOffer(2, { customerKey: 'cus_8' }), limit),
    ]);

    expect(both.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    expect(both.find(({ kind }) => kind !== 'saved')).toEqual({ kind: 'offer-refused', why: 'budget' });
    expect((await offers.standing('cus_7', '2026-03')).held).toBe(1_500);
  });

  test('the last place of a month is given once, and counts for its kind of offer alone', async () => {
    const { open, reserve, offers } = await aStore();
    const [first, second, third] = [await open(1), await open(2), await open(3)];
    const one = { limitPerMonth: 1 };

    const both = await Promise.all([
      reserve(first, anOffer(1), one),
      reserve(second, anOffer(2, { customerKey: 'cus_8' }), one),
    ]);
    const next = anOffer(3, { customerKey: 'cus_9', catalogueId: 'voucher' });
    const another = await reserve(third, next, {
      ...one,
      limits: { customerKey: 'cus_9', version: 0, made: {} },
    });

    expect(both.map((saved) => (saved.kind === 'offer-refused' ? saved.why : saved.kind)).sort()).toEqual([
      'budget',
      'saved',
    ]);
    expect(another).toEqual({ kind: 'saved' });
    expect((await offers.standing('cus_7', '2026-03')).made).toEqual({ 'loyalty-credit': 1, voucher: 1 });
  });

  test('two offers to one customer at once become one', async () => {
    const { open, reserve } = await aStore();
    const [first, second] = [await open(1), await open(2)];

    const both = await Promise.all([reserve(first, anOffer(1)), reserve(second, anOffer(2))]);

    expect(both.map((saved) => (saved.kind === 'offer-refused' ? saved.why : saved.kind)).sort()).toEqual([
      'limit',
      'saved',
    ]);
  });

  test('an accepted offer stays paid for and counted, but is open no longer', async () => {
    const { offers, made } = await aStore();
    const { offer, settle } = await made(1);

    expect(await settle('accepted', 'spend')).toEqual({ kind: 'saved' });

    const { held, limits } = await offers.standing('cus_7', '2026-03');
    expect(held).toBe(1_500);
    expect(limits).toMatchObject({ version: 2, made: { [offer.id]: { open: false } } });
    expect(await offers.byId(offer.id)).toMatchObject({ status: 'accepted', version: 2 });
  });

  test('a declined offer gives back its money and its place', async () => {
    const { offers, made } = await aStore();
    const { settle } = await made(1);

    expect(await settle('declined', 'release')).toEqual({ kind: 'saved' });

    expect(await offers.standing('cus_7', '2026-03')).toEqual({
      held: 0,
      spent: 0,
      made: { 'loyalty-credit': 0 },
      edition: 0,
      learned: {},
      limits: { customerKey: 'cus_7', version: 2, made: {} },
    });
  });

  test('an offer approved by a second person keeps its money and its place', async () => {
    const { offers, made } = await aStore();
    const { settle } = await made(1, { status: 'awaiting-approval', madeBy: 'hana' });

    expect(await settle('open', 'keep')).toEqual({ kind: 'saved' });

    expect(await offers.standing('cus_7', '2026-03')).toMatchObject({ held: 1_500, limits: { version: 1 } });
  });

  test('an offer is answered once', async () => {
    const { cases, offers, made } = await aStore();
    const { settle, now } = await made(1);
    await settle('accepted', 'spend');

    const stale = anOffer(1);
    expect(
      await cases.save(
        changeCase(await now(), bySystem, [], {
          offer: { kind: 'settle', before: stale, after: { ...stale, version: 2 }, budget: 'release' },
        }),
      ),
    ).toEqual({ kind: 'offer-refused', why: 'answered' });
    expect(await offers.standing('cus_7', '2026-03')).toMatchObject({ held: 1_500, spent: 1_500 });
  });

  test('what is promised is held until it is carried out, and spent then, once', async () => {
    const { offers, made } = await aStore();
    const { settle } = await made(1);
    const standing = () => offers.standing('cus_7', '2026-03');

    await settle('accepted', 'promise');
    expect(await standing()).toMatchObject({ held: 1_500, spent: 0, limits: { version: 2 } });
    await settle('accepted', 'carry-out');
    expect(await standing()).toMatchObject({ held: 1_500, spent: 1_500, limits: { version: 2 } });
  });

  test('a voucher comes with its acceptance, and is used once', async () => {
    const { offers, made } = await aStore();
    const { offer, settle } = await made(1);
    const code = '7K2M-0123-ABCD-XYZ9';
    const voucher = { code, offerId: offer.id, catalogueId: 'voucher', amount: 1_500, issuedAt: monday };

    await settle('accepted', 'spend', undefined, { voucher });
    expect(await offers.voucher(code)).toEqual(voucher);

    const both = await Promise.all(
      ['order-1', 'order-2'].map((usedFor) => offers.redeem(code, usedFor, monday)),
    );
    expect(new Set(both.map((one) => one?.redeemedFor)).size).toBe(1);
    expect(await offers.redeem('0000-0000-0000-0000', 'order-3', monday)).toBeUndefined();
  });

  test('points come with their acceptance, under the offer as their key', async () => {
    const { points, made } = await aStore();
    const { offer, settle } = await made(1);
    const posting = {
      customerKey: 'cus_7',
      key: `offer:${offer.id}`,
      at: monday,
      points: 1_500,
      house: 'offers',
    } as const;

    await settle('accepted', 'spend', undefined, { posting });

    expect(await points.account('cus_7')).toEqual({ balance: 1_500, version: 1, postings: [posting] });
    expect(await points.post({ ...posting, points: 9 })).toEqual({ kind: 'repeated', posting });
  });

  test('a grant that others owe falls due like an open offer, until it is answered', async () => {
    const { offers, made } = await aStore();
    const { offer, settle } = await made(1);
    const grant = {
      by: 'billing',
      state: 'requested',
      requestedAt: monday,
      answerBy: plusDays(monday, 7),
    } as const;
    const due = async () => (await offers.due(plusDays(monday, 6), plusDays(monday, 8))).map(({ id }) => id);

    await settle('accepted', 'promise', undefined, { grant });
    expect(await due()).toEqual([offer.id]);
    await settle('accepted', 'carry-out', undefined, { grant: { ...grant, state: 'applied' } });
    expect(await due()).toEqual([]);
  });

  test('of two answers at once one is written', async () => {
    const { offers, made } = await aStore();
    const { offer, settle, now } = await made(1);
    const read = await now();

    const both = await Promise.all([settle('accepted', 'spend', read), settle('declined', 'release', read)]);

    expect(both.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    const kept = await offers.byId(offer.id);
    expect(kept?.version).toBe(2);
    expect((await offers.standing('cus_7', '2026-03')).held).toBe(kept?.status === 'accepted' ? 1_500 : 0);
  });

  test('open offers fall due in the order of their last day', async () => {
    const { offers, made } = await aStore();
    const until = (days: number) => ({ validUntil: plusDays(monday, days) });
    await made(1, { ...until(3), customerKey: 'cus_1' });
    await made(2, { ...until(2), customerKey: 'cus_2', madeBy: 'hana' });
    await made(3, { ...until(9), customerKey: 'cus_3' });
    const answered = await made(4, { ...until(1), customerKey: 'cus_4' });
    await answered.settle('declined', 'release');

    const due = await offers.due(monday, plusDays(monday, 4));

    expect(due.map(({ id }) => id)).toEqual([anOffer(2).id, anOffer(1).id]);
  });

  describe('an offer that a campaign made', () => {
    const made = async () => {
      const adapters = await fresh(() => monday);
      const { caseId: _none, ...fields } = anOffer(1);
      const offer: Offer = {
        ...fields,
        campaign: { campaignId: 'cmp_spring', definition: 1, step: 'gift', customerId: 'cus_7' },
      };
      const held = await adapters.campaigns.reserve(aJourney('cus_7'), {
        offer: { change: reservationOf(offer), facts: [choiceOf(offer)] },
      });
      expect(held).toBe('reserved');
      const settle = (
        status: Offer['status'],
        budget: OfferSettling['budget'],
        before = offer,
      ): OfferSettling => ({
        ...{ kind: 'settle', before, budget },
        after: { ...before, status, version: before.version + 1 },
      });
      return { ...adapters, offer, settle };
    };

    test('is held with the journey, or neither is', async () => {
      const { campaigns, offers, offer } = await made();

      expect((await offers.standing('cus_7', '2026-03')).held).toBe(offer.cost);
      expect(await offers.byId(offer.id)).toEqual(offer);
      const second = { ...offer, id: anOffer(2).id, customerKey: 'cus_8' };
      const over = { change: { ...reservationOf(second), budgetLimit: offer.cost }, facts: [] };
      expect(await campaigns.reserve(aJourney('cus_8'), { offer: over })).toBe('offer-refused');
      expect((await campaigns.journeys('cmp_spring', ['cus_8'])).size).toBe(0);
      expect(await offers.byId(second.id)).toBeUndefined();
      const again = { change: reservationOf(offer), facts: [] };
      expect(await campaigns.reserve(aJourney('cus_9'), { offer: again })).toBe('offer-refused');
    });

    test('settles once, alone, and gives its money back', async () => {
      const { offers, campaignOffers, offer, settle } = await made();
      const fact = campaignOfferFact(
        settle('declined', 'release').after,
        { at: monday, by: theCustomer },
        { type: 'OfferAnswered', offerId: offer.id, answer: 'decline', late: false },
      );

      const both = await Promise.all([
        campaignOffers.settle(settle('declined', 'release'), [fact]),
        campaignOffers.settle(settle('expired', 'release'), []),
      ]);

      expect(both.sort()).toEqual(['answered', 'saved']);
      expect((await offers.standing('cus_7', '2026-03')).held).toBe(0);
    });

    test('changes in one step with the journey, or neither does, and holds its money on', async () => {
      const { campaigns, offers, offer, settle } = await made();
      const next = { ...aJourney('cus_7'), version: 2 };
      const along = { change: settle('open', 'keep'), facts: [] };

      expect(await campaigns.reserve({ ...next, version: 3 }, { offer: along })).toBe('journey-changed');
      expect((await offers.byId(offer.id))?.version).toBe(1);
      expect(await campaigns.reserve(next, { offer: along })).toBe('reserved');
      expect(await campaigns.reserve({ ...next, version: 3 }, { offer: along })).toBe('offer-refused');

      expect((await campaigns.journeys('cmp_spring', ['cus_7'])).get('cus_7')?.version).toBe(2);
      expect((await offers.byId(offer.id))?.version).toBe(2);
      expect((await offers.standing('cus_7', '2026-03')).held).toBe(offer.cost);
    });

    test('settles with the case that its answer opens, or neither happens', async () => {
      const { cases, offers, offer, settle } = await made();
      const accepted = settle('accepted', 'spend');
      const [first, second] = [aCase(1), aCase(2)];
      const opening = (record: Case) => ({
        ...anOpening(record),
        mails: [
          {
            ...{ caseId: record.id, purpose: 'closing' as const, number: 1, to: record.email },
            ...{ status: 'reserved' as const, reservedAt: monday },
          },
        ],
        offer: { ...accepted, after: { ...accepted.after, caseId: record.id } },
      });

      expect(await cases.open(opening(first))).toEqual({ kind: 'opened' });
      expect(await cases.open(opening(second))).toEqual({ kind: 'offer-answered' });

      expect(await cases.read(second.id)).toBeUndefined();
      expect((await cases.file(first.id))?.mails).toHaveLength(1);
      expect(await offers.byId(offer.id)).toMatchObject({ status: 'accepted', caseId: first.id });
    });

    test('waits for a second person in a list by its last day, a page at a time, and falls due there', async () => {
      const { campaigns, offers, campaignOffers, approvals } = await fresh(() => monday);
      const waits = async (n: number, days: number): Promise<Offer> => {
        const offer = anOffer(n, {
          ...{ caseId: undefined, customerKey: `cus_${n}`, status: 'awaiting-approval' },
          ...{ validUntil: plusDays(monday, days) },
          campaign: { campaignId: 'cmp_spring', definition: 1, step: 'gift', customerId: `cus_${n}` },
        });
        const held = await campaigns.reserve(aJourney(`cus_${n}`), {
          offer: { change: reservationOf(offer), facts: [] },
        });
        expect(held).toBe('reserved');
        return offer;
      };
      const [late, soon, later] = [await waits(1, 9), await waits(2, 3), await waits(3, 12)];

      const first = await approvals.waiting(undefined, 2);
      expect(first.items.map(({ id }) => id)).toEqual([soon.id, late.id]);
      const rest = await approvals.waiting(first.cursor, 2);
      expect(rest).toEqual({ items: [later] });

      // However long the sweeper did not look: an approval that nobody gave is found.
      const ended = async (days: number) =>
        (await approvals.ended(plusDays(monday, days))).map(({ id }) => id);
      expect(await ended(2)).toEqual([]);
      expect(await ended(10)).toEqual([soon.id, late.id]);
      // A campaign may have asked about more than one sweep can take back: what waited longest comes first.
      expect((await approvals.ended(plusDays(monday, 10), 1)).map(({ id }) => id)).toEqual([soon.id]);

      const allowed = {
        ...late,
        ...{ status: 'approved' as const, version: 2, validUntil: plusDays(monday, 20) },
      };
      const settled = { kind: 'settle', before: late, after: allowed, budget: 'keep' } as const;
      expect(await campaignOffers.settle(settled, [])).toBe('saved');
      expect((await approvals.waiting()).items.map(({ id }) => id)).toEqual([soon.id, later.id]);
      expect(await ended(10)).toEqual([soon.id]);
      expect((await offers.due(plusDays(monday, 19), plusDays(monday, 20))).map(({ id }) => id)).toContain(
        late.id,
      );
      expect((await offers.standing('cus_1', late.budgetPeriod)).limits.made[late.id]?.open).toBe(true);
    });

    test('its choice is in the log of decisions, and that of one never made, once', async () => {
      const { decisions, campaignOffers, offer } = await made();
      const never = choiceOf({ ...offer, id: anOffer(2).id });
      expect(await campaignOffers.noteChoice(never)).toBe('noted');
      expect(await campaignOffers.noteChoice(never)).toBe('known');

      const { items } = await decisions.between(monday, plusDays(monday, 1));

      expect(items.map(({ caseId, offerId }) => [caseId, offerId])).toEqual([
        [undefined, offer.id],
        [undefined, anOffer(2).id],
      ]);
    });
  });
}

const aJourney = (customerId: string): Journey => ({
  ...{ campaignId: 'cmp_spring', customerId, version: 1, definition: 1, enteredAt: monday },
  done: [{ step: 'gift', status: 'reserved', at: monday }],
  answers: {},
});

const reservationOf = (offer: Offer): OfferReservation => ({
  ...{ kind: 'reserve', offer, budgetLimit: 10_000 },
  limits: { customerKey: offer.customerKey, version: 0, made: {} },
});

const choiceOf = ({ id }: Offer) =>
  numberFact(
    { id },
    2,
    { at: monday, by: theSystem },
    { happening: { type: 'OfferDecided', decision: planOffer(aPlan()) } },
  );

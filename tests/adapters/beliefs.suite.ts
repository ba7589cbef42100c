import { expect, test } from 'vitest';
import type { OfferOutcome } from '../../functions/domain/offer/belief.ts';
import { anOffer, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** A customer who leaves with a chance of one half, and an offer that is believed to keep one leaver in two. */
const anOutcome = (n: number, kept: boolean, over: Partial<OfferOutcome> = {}): OfferOutcome => ({
  id: anOffer(n).id,
  offer: 'voucher@1',
  weighed: { segment: 'gold', chanceWithout: 0.5, effect: 0.5 },
  kept,
  ...over,
});

/** What every memory of offers promises: each outcome teaches once, and both orders teach the same. */
export function beliefsSuite(fresh: FreshAdapters): void {
  test('nothing is believed beyond the priors before the first outcome', async () => {
    const { beliefs, offers } = await fresh(() => monday);

    expect(await beliefs.inSegment('gold')).toEqual({});
    expect((await offers.standing('cus_7', '2026-03', 'gold')).learned).toEqual({});
  });

  test('a customer who left counts whole, one who stayed by the chance that the offer kept them', async () => {
    const { beliefs, offers } = await fresh(() => monday);

    expect(await beliefs.learn(anOutcome(1, false))).toBe('learned');
    expect(await beliefs.learn(anOutcome(2, true))).toBe('learned');

    // 0.5 · 0.5 of 0.5 + 0.25 who stayed.
    const { 'voucher@1': learned } = await beliefs.inSegment('gold');
    expect(learned?.left).toBe(1);
    expect(learned?.kept).toBeCloseTo(1 / 3, 12);
    expect((await offers.standing('cus_7', '2026-03', 'gold')).learned).toEqual({ 'voucher@1': learned });
    expect((await offers.standing('cus_7', '2026-03', 'silver')).learned).toEqual({});
  });

  test('the same outcome delivered twice counts once', async () => {
    const { beliefs } = await fresh(() => monday);
    await beliefs.learn(anOutcome(1, false));

    expect(await beliefs.learn(anOutcome(1, false))).toBe('known');
    expect(await beliefs.inSegment('gold')).toEqual({ 'voucher@1': { kept: 0, left: 1 } });
  });

  test('the same outcome delivered twice at once counts once', async () => {
    const { beliefs } = await fresh(() => monday);

    const both = await Promise.all([beliefs.learn(anOutcome(1, false)), beliefs.learn(anOutcome(1, false))]);

    expect(both.sort()).toEqual(['known', 'learned']);
    expect(await beliefs.inSegment('gold')).toEqual({ 'voucher@1': { kept: 0, left: 1 } });
  });

  test('a customer who was counted as kept and leaves after all counts as left', async () => {
    const { beliefs } = await fresh(() => monday);
    await beliefs.learn(anOutcome(1, true));
    await beliefs.learn(anOutcome(1, false));

    const { 'voucher@1': learned } = await beliefs.inSegment('gold');
    expect(learned?.kept).toBeCloseTo(0, 12);
    expect(learned?.left).toBe(1);
  });

  test('offers are learned apart, and so are versions of one offer', async () => {
    const { beliefs } = await fresh(() => monday);
    await beliefs.learn(anOutcome(1, false));
    await beliefs.learn(anOutcome(2, false, { offer: 'voucher@2' }));
    await beliefs.learn(anOutcome(3, false, { offer: 'fee-refund@1' }));

    expect(Object.keys(await beliefs.inSegment('gold')).sort()).toEqual([
      'fee-refund@1',
      'voucher@1',
      'voucher@2',
    ]);
  });
}

import { expect, test } from 'vitest';
import type { Voucher } from '../../functions/domain/offer/voucher.ts';
import type { Posting } from '../../functions/domain/points/points.ts';
import { monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

const posting = (key: string, points: number, over: Partial<Posting> = {}): Posting => ({
  customerKey: 'cus_7',
  key,
  at: monday,
  points,
  house: points > 0 ? 'purchases' : 'rewards',
  ...over,
});

/** What every ledger of points promises: the balance is the sum of the postings, and nothing is posted twice. */
export function pointsSuite(fresh: FreshAdapters): void {
  const aLedger = async () => (await fresh(() => monday)).points;

  test('who never had points has none', async () => {
    expect(await (await aLedger()).account('cus_7')).toEqual({ balance: 0, version: 0, postings: [] });
  });

  test('the same posting twice, at once too, counts once', async () => {
    const points = await aLedger();

    const both = await Promise.all([1, 2].map(() => points.post(posting('order:1', 50))));

    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['posted', 'repeated']);
    expect(await points.account('cus_7')).toMatchObject({ balance: 50, version: 1 });
  });

  test('of two who spend the same points at once one gets a reward', async () => {
    const points = await aLedger();
    await points.post(posting('order:1', 50));

    const both = await Promise.all(['reward:a', 'reward:b'].map((key) => points.post(posting(key, -40))));

    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['posted', 'short']);
    expect((await points.account('cus_7')).balance).toBe(10);
    expect(await points.post(posting('reward:c', -11))).toEqual({ kind: 'short' });
  });

  test('what was computed from an account that has moved since is not posted', async () => {
    const points = await aLedger();
    await points.post(posting('order:1', 50));
    const { version } = await points.account('cus_7');
    await points.post(posting('order:2', 5));

    expect(await points.post(posting('expiry:2026-03', -50), version)).toEqual({ kind: 'changed' });
    expect(await points.post(posting('expiry:2026-03', -50), version + 1)).toEqual({ kind: 'posted' });
  });

  test('of two who saw that there is no account yet one posts', async () => {
    const points = await aLedger();

    const both = await Promise.all(['order:1', 'order:2'].map((key) => points.post(posting(key, 50), 0)));

    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'posted']);
    expect(await points.account('cus_7')).toMatchObject({ balance: 50, version: 1 });
  });

  test('whatever races, the balance is the sum of the postings and never below nothing', async () => {
    const points = await aLedger();
    const moves = [30, -20, 10, -25, 40, -35, 5, -1].map((amount, index) =>
      points.post(posting(`move:${index % 6}`, amount)),
    );
    await Promise.all(moves);

    const { balance, version, postings } = await points.account('cus_7');
    expect(balance).toBe(postings.reduce((sum, one) => sum + one.points, 0));
    expect(balance).toBeGreaterThanOrEqual(0);
    expect(version).toBe(postings.length);
  });

  test('a voucher is kept with the points that bought it, and with none that bought nothing', async () => {
    const { points, offers } = await fresh(() => monday);
    const voucher = (code: string, key: string): Voucher => ({
      ...{ code, catalogueId: 'voucher-5', amount: 40, issuedAt: monday },
      reward: { customerKey: 'cus_7', key },
    });
    const reward = { id: 'voucher-5', version: 1, titles: { en: 'A voucher', 'zh-Hans': '代金券' } };
    const bought = posting('reward:a', -40, { reward: { ...reward, voucher: 'AAAA-AAAA-AAAA-AAAA' } });
    await points.post(posting('order:1', 50));

    expect(await points.post(bought, 1, voucher('AAAA-AAAA-AAAA-AAAA', 'reward:a'))).toEqual({
      kind: 'posted',
    });
    expect(await points.post(bought, 1, voucher('BBBB-BBBB-BBBB-BBBB', 'reward:a'))).toEqual({
      ...{ kind: 'repeated', posting: bought },
    });
    const short = posting('reward:b', -40);
    expect(await points.post(short, 2, voucher('CCCC-CCCC-CCCC-CCCC', 'reward:b'))).toEqual({
      kind: 'short',
    });

    expect((await points.account('cus_7')).postings.at(-1)).toEqual(bought);
    expect(await offers.voucher('AAAA-AAAA-AAAA-AAAA')).toEqual(voucher('AAAA-AAAA-AAAA-AAAA', 'reward:a'));
    expect(await offers.voucher('BBBB-BBBB-BBBB-BBBB')).toBeUndefined();
    expect(await offers.voucher('CCCC-CCCC-CCCC-CCCC')).toBeUndefined();
  });
}

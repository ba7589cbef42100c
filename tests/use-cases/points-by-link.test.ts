import { describe, expect, test } from 'vitest';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import type { Posting } from '../../functions/domain/points/points.ts';
import type { Reward } from '../../functions/domain/points/reward.ts';
import { contactIdOf } from '../../functions/use-cases/contact-governor.ts';
import { sendStatement } from '../../functions/use-cases/send-statement.ts';
import { mailOfLink, showPoints } from '../../functions/use-cases/show-points.ts';
import { spendByLink } from '../../functions/use-cases/spend-by-link.ts';
import { tellOfEndingPoints } from '../../functions/use-cases/tell-of-ending-points.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aReward, aTeamReward, rewarding } from '../support/rewards.ts';
import { aWorld } from '../support/world.ts';

/** A Monday evening, when the firm lets people be. */
const NOW = '2026-03-09T22:30:00.000Z';
const ENDS = '2026-04-01T00:00:00.000Z';
const ann = 'ann@example.org';
const customerKey = aCustomer().id;

async function aFirm(over: Partial<Customer> = {}, rewards: readonly Reward[] = [aReward()]) {
  const world = aWorld({
    now: NOW,
    customers: [aCustomer({ emails: [ann], marketingConsent: false, ...over })],
    settings: { currency: 'GBP' },
  });
  await world.work.catalogues.apply(rewarding(...rewards));
  const post = (key: string, points: number, more: Partial<Posting> = {}) =>
    world.work.points.post({
      ...{ customerKey, key, at: '2026-02-10T10:00:00.000Z', points, house: 'purchases' },
      ...more,
    });
  await post('order:1', 620, { expiresAt: ENDS });
  const leftOut: unknown[] = [];
  const deps = { ...world.work, leftOut: (error: unknown) => leftOut.push(error) };
  const asks = (key = 'call-17') => sendStatement(deps, { customerId: customerKey, key });
  /** The token of the link in the latest mail. */
  const token = async () =>
    /\/api\/points\/(\S+)/.exec((await world.lettersTo(ann)).at(-1)?.text ?? '')?.[1] ?? '';
  const opens = async (given?: string, language?: string) => {
    const mail = await mailOfLink(deps, given ?? (await token()));
    return mail && showPoints(deps, mail, language);
  };
  const spends = async (reward: string, seen: number) => {
    const mail = await mailOfLink(deps, await token());
    if (!mail) throw new Error('the link opens nothing');
    return (await spendByLink(deps, mail, { reward, seen })).answer;
  };
  return { world, deps, post, asks, token, opens, spends, leftOut };
}

describe('the statement that somebody asked for', () => {
  test('goes to the address in the books once for each wish, also in the evening and without consent to marketing', async () => {
    const { world, asks } = await aFirm();

    expect(await asks()).toEqual({ kind: 'sent' });
    expect(await asks()).toEqual({ kind: 'sent' });
    expect(await world.mailsTo(ann)).toEqual(['points-statement']);
    expect(await asks('call-18')).toEqual({ kind: 'sent' });

    expect(await world.mailsTo(ann)).toHaveLength(2);
    const [letter] = await world.lettersTo(ann);
    expect(letter?.subject).toBe('Your points: 620 points');
    expect(letter?.text).toMatch(/620 after 2026-03-31/);
  });

  test('does not go to who unsubscribed, and says why', async () => {
    const { world, asks } = await aFirm();
    await world.work.contacts.stop(await contactIdOf(world.work.digests, ann), NOW);

    expect(await asks()).toEqual({ kind: 'held', reason: 'unsubscribed' });
    expect(await world.mailsTo(ann)).toEqual([]);
  });

  test('of which nobody knows whether it went out goes out no second time under the same wish that day', async () => {
    const { world, asks } = await aFirm();
    world.faults.mailIsDown = true;
    await expect(asks()).rejects.toThrow();
    world.faults.mailIsDown = false;

    expect(await asks()).toEqual({ kind: 'unsure' });
    expect(await asks('call-18')).toEqual({ kind: 'sent' });
    await world.daysPass(1);
    expect(await asks()).toEqual({ kind: 'sent' });
    expect(await world.mailsTo(ann)).toHaveLength(2);
  });

  test('of nobody in the books is sent to nobody', async () => {
    const { deps } = await aFirm();

    expect(await sendStatement(deps, { customerId: 'cus_none', key: 'call-1' })).toEqual({
      kind: 'no-customer',
    });
  });
});

describe('the link in a mail about points', () => {
  test('opens what there is now, what ends when, what came and went, and what points buy', async () => {
    const dear = aReward({ id: 'voucher-50', points: 5000 });
    const { asks, opens, post } = await aFirm({}, [aReward(), dear, aTeamReward()]);
    await asks();
    await post('order:2', 80, { at: '2026-03-01T10:00:00.000Z', expiresAt: '2028-04-01T00:00:00.000Z' });

    expect(await opens()).toMatchObject({
      ...{ locale: 'en', balance: 700, worth: '£7.00', seen: 2, older: 0 },
      lots: [{ points: 620, expiresAt: ENDS }, { points: 80 }],
      movements: [{ points: 80, text: 'Earned with a purchase', voucher: null }, { points: 620 }],
      rewards: [
        { id: 'tea', may: 'by-team' },
        { id: 'voucher-5', may: 'take', title: 'A voucher of £5.00' },
        { id: 'voucher-50', may: 'short' },
      ],
    });
    expect(await opens(undefined, 'zh')).toMatchObject({
      ...{ locale: 'zh-Hans', rewards: [{}, { title: '£5.00 代金券' }, {}] },
    });
  });

  test('is in the notice of points that end too', async () => {
    const { world, deps, opens } = await aFirm();
    await world.hoursPass(12);
    await tellOfEndingPoints({ ...deps, pace: { turn: () => Promise.resolve() } });

    expect(await world.mailsTo(ann)).toEqual(['points-ending']);
    expect(await opens()).toMatchObject({ balance: 620 });
  });

  test('opens for ninety days, and not when it was forged or made for something else', async () => {
    const { world, deps, asks, token, opens } = await aFirm();
    await asks();
    const genuine = await token();
    const mail = await mailOfLink(deps, genuine);
    const foreign = await world.work.links.token('case', mail?.link.id ?? '', mail?.link.endsAt ?? '');

    expect(await opens(`${genuine.slice(0, -1)}${genuine.endsWith('A') ? 'B' : 'A'}`)).toBeUndefined();
    expect(await opens(foreign)).toBeUndefined();
    expect(await opens('v1.x.y')).toBeUndefined();
    await world.daysPass(89);
    expect(await opens(genuine)).toBeDefined();
    await world.daysPass(1);
    expect(await opens(genuine)).toBeUndefined();
  });

  test('that went to an address which is in the books no more opens nothing, and spends nothing', async () => {
    const { world, deps, asks, token, opens, spends } = await aFirm();
    await asks();
    const toOld = await token();
    await world.work.customers.save({ ...aCustomer(), emails: ['ann@new.example'] }, aCustomer().version);

    expect(await opens(toOld)).toBeUndefined();
    await expect(spends('voucher-5', 1)).rejects.toThrow('opens nothing');
    expect((await deps.points.account(customerKey)).postings).toHaveLength(1);
  });

  test('goes on opening where the address it went to is still one of theirs', async () => {
    const { world, asks, opens } = await aFirm();
    await asks();
    const emails = ['ann@new.example', ann];
    await world.work.customers.save({ ...aCustomer(), emails }, aCustomer().version);

    expect(await opens()).toMatchObject({ balance: 620 });
  });

  test('of an earlier mail goes on opening beside that of a later one', async () => {
    const { world, asks, token, opens } = await aFirm();
    await asks();
    const first = await token();
    await world.daysPass(3);
    await asks('call-18');

    expect(await token()).not.toBe(first);
    expect(await opens(first)).toMatchObject({ balance: 620 });
  });
});

describe('spending by the link', () => {
  test('takes the points once for each look, shows the code, and tells the address in the books', async () => {
    const { world, asks, opens, spends } = await aFirm();
    await asks();
    const seen = (await opens())?.seen ?? 0;

    const [first, again] = [await spends('voucher-5', seen), await spends('voucher-5', seen)];

    expect([first.kind, again.kind]).toEqual(['taken', 'known']);
    const code = 'posting' in first ? first.posting.reward?.voucher : undefined;
    expect(await opens()).toMatchObject({
      balance: 120,
      movements: [{ points: -500, text: 'A voucher of £5.00', voucher: code }, { points: 620 }],
      rewards: [{ may: 'short' }],
    });
    const letters = await world.lettersTo(ann);
    expect(letters.map(({ subject }) => subject)).toEqual([
      'Your points: 620 points',
      'You spent 500 points: A voucher of £5.00',
    ]);
    expect(letters.at(-1)?.text).toContain(code);
  });

  test('leaves what only the team may give to the team', async () => {
    const { asks, spends, opens } = await aFirm({}, [aTeamReward()]);
    await asks();

    expect(await spends('tea', 1)).toEqual({ kind: 'by-team' });
    expect(await opens()).toMatchObject({ balance: 620 });
  });

  test('stands also when the mail about it cannot go out', async () => {
    const { world, asks, spends, opens, leftOut } = await aFirm();
    await asks();
    world.faults.mailIsDown = true;

    expect(await spends('voucher-5', 1)).toMatchObject({ kind: 'taken' });
    expect(leftOut).toHaveLength(1);
    expect(await opens()).toMatchObject({ balance: 120 });
  });

  test('tells by mail what a crash kept from being told, when the customer clicks again', async () => {
    const { world, deps, asks, token, spends } = await aFirm();
    await asks();
    const mail = await mailOfLink(deps, await token());
    const dies = {
      ...deps,
      pointsMails: { ...deps.pointsMails, named: () => new Promise<never>(() => undefined) },
    };
    void spendByLink(dies, mail!, { reward: 'voucher-5', seen: 1 });
    await world.runner.quiet();

    expect(await spends('voucher-5', 1)).toMatchObject({ kind: 'known' });
    await spends('voucher-5', 1);

    expect((await world.lettersTo(ann)).map(({ subject }) => subject)).toEqual([
      'Your points: 620 points',
      'You spent 500 points: A voucher of £5.00',
    ]);
  });

  test('from two windows at once takes no more than there is', async () => {
    const { asks, spends, opens } = await aFirm({}, [aReward(), aReward({ id: 'voucher-4', points: 400 })]);
    await asks();

    const both = await Promise.all([spends('voucher-5', 1), spends('voucher-4', 1)]);

    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['short', 'taken']);
    expect((await opens())?.balance).toBeGreaterThanOrEqual(0);
  });
});
